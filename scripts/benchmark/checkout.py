"""A built checkout: its JDKs, its distribution with caches of its own, and its sandbox, served."""

import contextlib
import glob
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def java_home(version):
    """The JDK of this version: what JDK17_HOME or JDK25_HOME names, or the first under /usr/lib/jvm; empty if there is none."""
    found = os.environ.get(f"JDK{version}_HOME") or next(iter(sorted(glob.glob(f"/usr/lib/jvm/*{version}*/"))), "")
    return found.rstrip("/")


def built():
    """Builds the checkout if it is not built yet."""
    subprocess.run([ROOT / "scripts/tenant-admin", "--version"], check=True, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def served(folder, *options):
    """Serves a new sandbox with these options, which the environment leads to while this holds."""
    for name in "AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CA_BUNDLE":
        os.environ.pop(name, None)
    os.environ.update(XDG_CONFIG_HOME=str(folder), TENANT_ADMIN_SANDBOX_STATE=f"{folder}/state.jsonl")
    serve = [ROOT / "scripts/tenant-admin", "sandbox", "serve", "--port", "0", *options]
    built()
    # It says at its end where its state is.
    sandbox = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        for line in sandbox.stdout:
            os.environ.update(re.findall(r"export (\w+)='?([^'\n]*)'?", line))
            if "AWS_REGION" in line:
                break
        else:
            sys.exit("the sandbox is not served")
        yield
    finally:
        sandbox.terminate()
        sandbox.wait()


def installed(folder, home, change=lambda dist: None):
    """A copy of the distribution with this change, and caches for this JDK; returns its launcher."""
    shutil.copytree(ROOT / "target/dist", folder, symlinks=True)
    shutil.rmtree(folder / "lib/tenant-admin/cache", ignore_errors=True)
    change(folder)
    made = subprocess.run(
        [folder / "lib/tenant-admin/make-caches"], env={**os.environ, "JAVA_HOME": home}, capture_output=True, text=True
    )
    if made.returncode != 0:
        sys.exit(made.stderr)
    return folder / "bin/tenant-admin"


def kept(home):
    """The same for the distribution as it is, made once for each build and JDK."""
    built()
    build = (ROOT / "target/dist/lib/tenant-admin/build").read_text().strip()
    folder = ROOT / "target/benchmark" / f"{pathlib.Path(home).name}-{build[:16]}"
    done = folder / "done"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        installed(folder, home)
        done.touch()
    return folder / "bin/tenant-admin"
