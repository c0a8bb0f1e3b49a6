"""Runs one command and tells what it took."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time


def measured(command, environment):
    """Wall time and CPU time in ms, and peak memory in MiB, of a command that has to succeed."""
    with tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env={**os.environ, **environment})
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        if status != 0:
            said.seek(0)
            sys.exit(f"{said.read()}{command} ended with {os.waitstatus_to_exitcode(status)}")
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024


def watched(command, environment, folder, enough=lambda: False):
    """Runs a command and all that it starts, killed when it has done enough: exit code, output, seconds, and peak memory in MiB.

    The memory is what its processes have at once; of what several share, each has its part.
    """
    with tempfile.TemporaryFile("w+") as said:
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env={**os.environ, **environment}, cwd=folder, start_new_session=True
        )
        peak, looks = 0, 0
        try:
            while process.poll() is None and not enough():
                if looks % 10 == 0:
                    peak = max(peak, sum(_memory(member) for member in _session(process.pid)))
                looks += 1
                time.sleep(0.02)
        finally:
            while members := _session(process.pid):
                for member in members:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(member, signal.SIGKILL)
            process.wait()
        took = time.monotonic() - began
        said.seek(0)
        return process.returncode, said.read(), took, peak / 1024


def _session(leader):
    """The processes of a session that have not ended."""
    members = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session, *_ = stat.read_text().rpartition(")")[2].split()
            if int(session) == leader and state != "Z":
                members.append(int(stat.parent.name))
        except OSError:
            continue
    return members


def _memory(process):
    """In KiB; nothing if it has ended."""
    try:
        found = re.search(r"Pss: +(\d+)", pathlib.Path(f"/proc/{process}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0
