"""Runs the commands of the console blocks of pages in order and compares what they print; called by .ci/readme.

A block of several commands marks each with "$ "; the lines after it are what it prints, standard error included. In them "..."
stands for anything, a line of it for any lines. Times, links and ids vary. Comments right before a block give orders:
  <!-- not run: REASON -->      the block is skipped
  <!-- before: COMMAND -->      is run first
  <!-- in any order -->         the lines may be printed in any order
  <!-- file: NAME -->           this block, of whatever kind, is that file
Each page begins with an empty sandbox; the files that it makes are deleted at its end.
"""

import difflib
import os
import re
import signal
import subprocess
import sys
import time

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


def differs(page, shown, printed, any_order):
    expected = [alike(line) for line in shown.splitlines()]
    actual = [alike(line) for line in printed.splitlines()]
    if any_order:
        expected, actual = sorted(expected), sorted(actual)
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\n" for line in expected
    )
    if re.fullmatch(pattern, "".join(line + "\n" for line in actual)):
        return False
    print("\n".join(difflib.unified_diff(expected, actual, page, "now", lineterm="")))
    return True


def run(page, command, shown, any_order):
    """Says whether the command does something else than the page shows."""
    typed = re.search(r"^Type .*: (.+)$", shown, re.M)
    done = subprocess.run(
        ["script", "-qec", command, "/dev/null"] if typed else ["bash", "-c", command],
        input=typed[1] + "\n" if typed else "",
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=600,
    )
    if typed:
        # A terminal shows what was typed, and the live line, somewhere in between.
        missing = [line for line in shown.splitlines() if line != typed[0] and line not in done.stdout]
        print("".join(f"does not print: {line}\n" for line in missing), end="")
        return bool(missing)
    if shown:
        return differs(page, shown, done.stdout, any_order)
    if done.returncode != 0:
        print(f"ended with {done.returncode}:\n{done.stdout}")
    return done.returncode != 0


def check(page):
    """Runs a page's blocks, and says how many of them were run and not run, and which commands with how many failures."""
    text = open(page, encoding="utf-8").read()
    blocks = re.findall(r"((?:<!-- [^\n]+ -->\n)*)```(\w*)\n(.*?)```", text, re.S)
    failures = commands_run = blocks_run = not_run = 0
    server = None
    for orders, kind, block in blocks:
        orders = re.findall(r"<!-- (.+) -->", orders)
        for order in orders:
            if order.startswith("file: "):
                with open(order[6:], "w", encoding="utf-8") as file:
                    file.write(block)
            elif order.startswith("before: "):
                subprocess.run(["bash", "-ec", order[8:]], check=True, capture_output=True, timeout=600)
        if kind != "console":
            continue
        if any(order.startswith("not run: ") for order in orders):
            not_run += 1
            continue
        blocks_run += 1
        commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M) or [
            (line, "") for line in block.splitlines() if line and not line.startswith("#")
        ]
        for command, shown in commands:
            if command == "mvn verify":
                continue  # CI has just run it.
            print("$", command, flush=True)
            commands_run += 1
            if "sandbox serve" in command:
                # It goes on until the page's end, and what is run after it talks to it.
                server = subprocess.Popen(["bash", "-c", "exec " + command], text=True, stdout=subprocess.PIPE)
                printed = "".join(server.stdout.readline() for _ in shown.splitlines())
                os.environ.update(re.findall(r"^export (\w+)=(.*)$", printed, re.M))
                failures += differs(page, shown, printed, False)
            else:
                failures += run(page, command, shown, "in any order" in orders)
    if server:
        server.send_signal(signal.SIGTERM)
        server.wait()
    return blocks_run, not_run, commands_run, failures


totals = [0, 0, 0, 0]
environment = dict(os.environ)
for number, page in enumerate(sys.argv[1:]):
    os.environ["TENANT_ADMIN_SANDBOX_STATE"] = f"{environment['SANDBOXES']}/{number}.jsonl"
    there = set(os.listdir())
    began = time.monotonic()
    counts = check(page)
    for name in set(os.listdir()) - there | set(re.findall(r"<!-- file: (.+) -->", open(page, encoding="utf-8").read())):
        if os.path.isfile(name):
            os.remove(name)
    os.environ.clear()
    os.environ.update(environment)
    if any(counts):
        print(f"{page}: {counts[0]} blocks run, {counts[1]} not, {counts[2]} commands, {time.monotonic() - began:.0f} s\n", flush=True)
    totals = [total + count for total, count in zip(totals, counts)]
print(f"{totals[0]} blocks run, {totals[1]} not, {totals[2]} commands")
if totals[3]:
    sys.exit(f"{totals[3]} of {totals[2]} commands of the manual do something else")
if "README.md" in sys.argv and len(sys.argv) > 5 and totals[2] < 50:
    sys.exit("these are fewer commands than the manual has")
