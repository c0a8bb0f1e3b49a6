"""Runs each command of each variant in turns and tells medians; called by scripts/benchmark/startup."""

import os
import statistics
import subprocess
import sys

import tls_front
from processes import measured
from rivals import CREATE, PRESIGN

work, runs, jdk17, jdk25, wanted = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:]

HERE, TLS = ({}, {}), tls_front.before(os.environ["AWS_ENDPOINT_URL"], work)

variants = {}
for name, folder, home in (
    ("JDK 17, no cache", "17-uncached", jdk17),
    ("JDK 17, cache", "17", jdk17),
    ("JDK 25, no cache", "25-uncached", jdk25),
    ("JDK 25, cache", "25", jdk25),
    ("self-contained", "self", ""),
):
    if os.path.isdir(f"{work}/{folder}"):
        variants[name] = (f"{work}/{folder}/bin/tenant-admin", {"JAVA_HOME": home})

first = next(iter(variants.values()))
subprocess.run([first[0], "-q", "create-tenant", "acme"], check=True, env={**os.environ, **first[1]}, capture_output=True)

TASKS = {
    # What is asked, the AWS CLI's nearest command, boto3's, and what Java and they find in the environment.
    "help": (["--help"], ["aws", "sagemaker", "help"], None, HERE),
    "version": (["--version"], ["aws", "--version"], None, HERE),
    "url": (["url", "acme", "--as-caller"], *PRESIGN, HERE),
    "url, TLS": (["url", "acme", "--as-caller"], *PRESIGN, TLS),
    "create": (["-q", "create-tenant", "beta", "--no-wait"], *CREATE, HERE),
}
# The most that a command may take, as a share of the AWS CLI's time.
GOALS = {
    ("help", "JDK 25, cache"): 0.25,
    ("url", "JDK 25, cache"): 0.45,
    ("url", "JDK 17, cache"): 0.6,
    ("url, TLS", "JDK 25, cache"): 0.6,
    ("create", "JDK 25, cache"): 0.06,
}
print(f"{'command':9}{'variant':20}{'wall ms':>9}{'CPU ms':>9}{'peak MiB':>10}{'of AWS CLI':>12}")
met = {}
for task, (ours, aws, boto3, (java, found)) in TASKS.items():
    if wanted and task not in wanted:
        continue
    contestants = {
        name: ([launcher, *ours], {**environment, **java}) for name, (launcher, environment) in variants.items()
    }
    contestants["AWS CLI"] = (aws, found)
    if boto3:
        contestants["boto3"] = (boto3, found)
    contestants["java -version"] = ([f"{jdk17}/bin/java" if jdk17 else "java", "-version"], {})
    figures = {name: [] for name in contestants}
    for _ in range(runs):
        for name, (command, environment) in contestants.items():
            figures[name].append(measured(command, environment))
            if task == "create" and name != "java -version":
                undo = [first[0], "-q", "delete-tenant", "beta" if name in variants else "x", "--yes"]
                subprocess.run(undo, check=True, env={**os.environ, **first[1]}, capture_output=True)
    for name, rows in figures.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*rows))
        share = statistics.median(row[0] / other[0] for row, other in zip(rows, figures["AWS CLI"]))
        if (task, name) in GOALS:
            met[task, name] = share
        print(f"{task:9}{name:20}{wall:9.0f}{cpu:9.0f}{memory:10.0f}{share:11.3f}x", flush=True)
print()
for (task, name), share in met.items():
    goal = GOALS[task, name]
    print(f"goal: {task:9}{name:16} at most {goal}x: {share:.3f}x, {'met' if share <= goal else 'MISSED'}")
