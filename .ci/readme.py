"""Runs the commands of a README's console blocks and compares their output; called by .ci/readme.

A block is skipped only where an HTML comment right before it says why: <!-- not run: REASON -->. A block of several commands marks
each with "$ "; lines after it are what it prints. Links, request ids and paths vary; "..." stands for anything.
"""

import difflib
import re
import subprocess
import sys

text = open(sys.argv[1], encoding="utf-8").read()
blocks = re.findall(r"(<!-- not run: [^>]+ -->\n)?```console\n(.*?)```", text, re.S)
assert len(blocks) > 5, "the README has no console blocks"


def alike(line):
    line = re.sub(r"authToken=\S+", "authToken=...", line)
    line = re.sub(r"acme--main-[a-z0-9]+\.notebook", "acme--main-xxxx.notebook", line)
    return line.rstrip()


failures = ran = 0
for skipped, block in blocks:
    if skipped:
        continue
    commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M) or [
        (line, None) for line in block.splitlines() if line and not line.startswith("#")
    ]
    for command, shown in commands:
        if command == "mvn verify":
            continue  # CI has just run it.
        print("$", command, flush=True)
        ran += 1
        typed = "Type the tenant's name" in (shown or "")
        run = ["script", "-qec", command, "/dev/null"] if typed else ["bash", "-c", command]
        done = subprocess.run(run, input="acme\n" if typed else "", text=True, capture_output=True, timeout=600)
        printed = done.stdout + done.stderr
        fails = (shown or "").startswith("tenant-admin: ") or '"error"' in (shown or "")
        if (done.returncode != 0) != fails and "detailed-exitcode" not in command:
            print(f"ended with {done.returncode}:\n{printed}")
            failures += 1
        elif shown and not typed:
            expected = [alike(line) for line in shown.splitlines()]
            actual = [alike(line) for line in printed.splitlines()]
            if "..." not in expected and expected != actual:
                print("\n".join(difflib.unified_diff(expected, actual, "README", "now", lineterm="")))
                failures += 1
sys.exit(f"{failures} of {ran} commands of the README do something else" if failures else None)
