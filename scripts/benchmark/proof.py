#!/usr/bin/env python3
"""Times `verify --from` for growing numbers of tenants, in a heap of 300 MiB: the proof alone, without reading an account.

Usage: scripts/benchmark/proof.py [TENANTS...]   (default: 20 100 300 1000)
A tenant's entries in the file are those of one that the sandbox made, under another name.
"""

import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

command = [str(pathlib.Path(__file__).parent.parent / "tenant-admin")]
LISTS = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]


def named(entry, number):
    return json.loads(json.dumps(entry).replace("seed", f"t{number:05d}"))


def many(account, count):
    def each(entries):
        own = [entry for entry in entries if "seed" in json.dumps(entry)]
        others = [entry for entry in entries if entry not in own]
        return others + [named(entry, i) for i in range(1, count + 1) for entry in own]

    regions = {region: each(entries) for region, entries in account["SageMaker"].items()}
    return {**account, **{key: each(account[key]) for key in LISTS}, "SageMaker": regions}


with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    sandbox = {**os.environ, "TENANT_ADMIN_SANDBOX_STATE": str(work / "state.jsonl")}
    subprocess.run([*command, "--sandbox", "-q", "create-tenant", "seed"], env=sandbox, check=True, stdout=subprocess.DEVNULL)
    saving = [*command, "--sandbox", "-q", "verify", "--simulator", "none", "--save", str(work / "seed.json")]
    subprocess.run(saving, env=sandbox, check=True, stdout=subprocess.DEVNULL)
    seed = json.loads((work / "seed.json").read_text())
    print(f"{'tenants':>7}  {'principals':>10}  {'seconds':>7}  {'of CPU':>7}  {'MiB':>5}  {'exit':>4}  not decided", flush=True)
    for count in map(int, sys.argv[1:] or ["20", "100", "300", "1000"]):
        (work / "many.json").write_text(json.dumps(many(seed, count)))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.monotonic()
        heap = {**os.environ, "JAVA_TOOL_OPTIONS": "-Xmx300m"}
        ran = subprocess.run([*command, "verify", "--from", str(work / "many.json")], env=heap, capture_output=True, text=True)
        took = time.monotonic() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        undecided = sum("not decided" in line and not line.startswith("o proved") for line in ran.stdout.splitlines())
        print(
            f"{count:7d}  {3 * count:10d}  {took:7.1f}  {cpu:7.1f}  {after.ru_maxrss // 1024:5d}  {ran.returncode:4d}  {undecided:11d}",
            flush=True,
        )
