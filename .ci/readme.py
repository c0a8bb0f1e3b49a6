"""Runs the commands of a README's console blocks in order and compares what they print; called by .ci/readme.

A block of several commands marks each with "$ "; the lines after it are what it prints, standard error included. In them "..."
stands for anything, a line of it for any lines. Times, links and ids vary. Comments right before a block give orders:
  <!-- not run: REASON -->      the block is skipped
  <!-- before: COMMAND -->      is run first
  <!-- in any order -->         the lines may be printed in any order
  <!-- file: NAME -->           this block, of whatever kind, is that file
"""

import difflib
import os
import re
import signal
import subprocess
import sys

text = open(sys.argv[1], encoding="utf-8").read()
blocks = re.findall(r"((?:<!-- [^\n]+ -->\n)*)```(\w*)\n(.*?)```", text, re.S)
assert len([kind for _, kind, _ in blocks if kind == "console"]) > 5, "the README has no console blocks"

# What is another each time.
VARIES = [
    (r"acme--main-[a-z0-9]+\.notebook", "acme--main-xxxx.notebook"),
    (r"authToken=\S+", "authToken=..."),
    (r"(AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN))='.*", r"\1=SECRET"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "DATE"),
    (r"\b(\d+[dhms])+\b", "TIME"),
    (r'("runningSeconds" : )\d+', r"\1N"),
    (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
    (r"its state in \S+", "its state in FILE"),
    (r" +", " "),
]


def alike(line):
    for pattern, stands in VARIES:
        line = re.sub(pattern, stands, line)
    return line.rstrip()


def differs(shown, printed, any_order):
    expected = [alike(line) for line in shown.splitlines()]
    actual = [alike(line) for line in printed.splitlines()]
    if any_order:
        expected, actual = sorted(expected), sorted(actual)
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\n" for line in expected
    )
    if re.fullmatch(pattern, "".join(line + "\n" for line in actual)):
        return False
    print("\n".join(difflib.unified_diff(expected, actual, "README", "now", lineterm="")))
    return True


failures = ran = 0
server = None
files = ["proof.html"]
for orders, kind, block in blocks:
    orders = re.findall(r"<!-- (.+) -->", orders)
    for order in orders:
        if order.startswith("file: "):
            files.append(order[6:])
            with open(order[6:], "w", encoding="utf-8") as file:
                file.write(block)
        elif order.startswith("before: "):
            subprocess.run(["bash", "-ec", order[8:]], check=True, capture_output=True, timeout=600)
    if kind != "console" or any(order.startswith("not run: ") for order in orders):
        continue
    commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M) or [
        (line, "") for line in block.splitlines() if line and not line.startswith("#")
    ]
    for command, shown in commands:
        if command == "mvn verify":
            continue  # CI has just run it.
        print("$", command, flush=True)
        ran += 1
        if "sandbox serve" in command:
            # It goes on until the README's end, and what is run after it talks to it.
            server = subprocess.Popen(["bash", "-c", "exec " + command], text=True, stdout=subprocess.PIPE)
            printed = "".join(server.stdout.readline() for _ in shown.splitlines())
            os.environ.update(re.findall(r"^export (\w+)=(.*)$", printed, re.M))
            failures += differs(shown, printed, False)
            continue
        typed = re.search(r"^Type .*: (.+)$", shown, re.M)
        run = ["script", "-qec", command, "/dev/null"] if typed else ["bash", "-c", command]
        done = subprocess.run(
            run,
            input=typed[1] + "\n" if typed else "",
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=600,
        )
        printed = done.stdout
        if typed:
            # A terminal shows what was typed, and the live line, somewhere in between.
            for line in shown.splitlines():
                if line != typed[0] and line not in printed:
                    print(f"does not print: {line}")
                    failures += 1
        elif shown and differs(shown, printed, "in any order" in orders):
            failures += 1
        elif not shown and done.returncode != 0:
            print(f"ended with {done.returncode}:\n{printed}")
            failures += 1
if server:
    server.send_signal(signal.SIGTERM)
    server.wait()
for file in files:
    if os.path.exists(file):
        os.remove(file)
sys.exit(f"{failures} of {ran} commands of the README do something else" if failures else None)
