"""Runs one command and tells what it took."""

import os
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
