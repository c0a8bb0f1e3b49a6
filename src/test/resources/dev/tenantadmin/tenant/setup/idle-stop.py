"""Has a real Jupyter Server do what idle-stop.tsv says, and prints for each line what the idle stop decides: idle-stop.py SCRIPT [CASE...]."""

import contextlib
import http.server
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import jupyter_client
import jupyter_server.auth
import websocket

work = pathlib.Path(tempfile.mkdtemp())
home, root = work / "home", work / "root"
for folder in (home / "SageMaker", work / "bin", root / "opt/tenant-admin", root / "opt/ml/metadata", root / "proc", root / "var/log"):
    folder.mkdir(parents=True)
(root / "opt/ml/metadata/resource-metadata.json").write_text(
    '{"ResourceArn": "arn:aws:sagemaker:eu-west-1:123456789012:notebook-instance/acme--main", "ResourceName": "acme--main"}')
(root / "proc/uptime").write_text("100000.00 1.00\n")
(root / "opt/tenant-admin/started").write_text("0\n")
(work / "bin/aws").write_text('#!/bin/bash\necho "$*" >>"$ROOT/aws"\n')
(work / "bin/date").write_text('#!/bin/bash\n[[ $1 == +%s ]] || exec /bin/date "$@"\necho $(($(/bin/date +%s) + ${CLOCK:-0}))\n')
for program in ("aws", "date"):
    (work / "bin" / program).chmod(0o755)
state = root / "opt/tenant-admin/state"
env = {**os.environ, "HOME": str(home), "JUPYTER_RUNTIME_DIR": str(home / ".local/share/jupyter/runtime")}
programs = []
clients = []


def until(what, *answer):
    for _ in range(600):
        with contextlib.suppress(OSError):
            if found := what(*answer):
                return found
        time.sleep(0.1)
    sys.exit(f"waited for a minute in vain: {what}")


def start(*command):
    program = subprocess.Popen(command, env=env, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    programs.append(program)
    return program


def call(method, path, body=None, to=None, token=""):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request((to or url) + path, data, {"Authorization": "token " + token}, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or "null")


def kernel(*server):
    made = call("POST", "/api/kernels", {"name": "python3"}, *server)["id"]
    client = jupyter_client.BlockingKernelClient(connection_file=env["JUPYTER_RUNTIME_DIR"] + f"/kernel-{made}.json")
    # What was not sent to a kernel that has ended keeps nobody waiting when the client is collected.
    client.context.linger = 0
    clients.append(client)
    client.load_connection_file()
    # No heartbeat: on a machine under load it takes a slow kernel for dead.
    client.start_channels(hb=False)
    client.wait_for_ready(60)
    return made, client


def processes():
    """The notebook's alone: the machine's other users compute too."""
    parents = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    ours = {program.pid for program in programs}
    while more := {child for child, parent in parents.items() if parent in ours} - ours:
        ours |= more
    folder = pathlib.Path(tempfile.mkdtemp(dir=work))
    (folder / "uptime").symlink_to("/proc/uptime")
    for process in ours:
        (folder / str(process)).symlink_to(f"/proc/{process}")
    return str(folder)


def look(to=None, **more):
    (root / "aws").write_text("")
    looking = subprocess.run(
        ["bash", sys.argv[1], "3000"], capture_output=True, text=True,
        env={**env, "ROOT": str(root), "NOTEBOOK_HOME": str(home), "PROC": processes(), "JUPYTER": to or url,
             "PATH": f"{work}/bin:{os.environ['PATH']}", **more})
    print(looking.stdout + looking.stderr, end="", file=sys.stderr)
    done = (root / "aws").read_text()
    return "stopped" if "stop-notebook" in done else "left, reported" if "cannot tell" in done else "left"


def long_ago(*to, **more):
    """As if the notebook had been idle for longer than the limit when it was last looked at."""
    look(*to, **more)
    if state.exists():
        seen = json.loads(state.read_text())
        state.write_text(json.dumps({**seen, "idle": 100000}))


def quiet():
    """Whatever is left of the case before has ended and is seen as ended."""
    for each in call("GET", "/api/kernels"):
        call("DELETE", "/api/kernels/" + each["id"])
    long_ago()


def stand_in(status):
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.send_header("Location", "/login")
            self.end_headers()

        def log_message(self, *words):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def kernel_shut_down():
    made, client = kernel()
    long_ago()
    client.execute_interactive("pass", timeout=60)
    call("DELETE", "/api/kernels/" + made)
    return look()


def terminal_closed():
    name = call("POST", "/api/terminals")["name"]
    long_ago()
    terminal = websocket.create_connection(f"{url.replace('http', 'ws')}/terminals/websocket/{name}", timeout=20)
    terminal.send('["stdin", "echo used\\r"]')
    terminal.send('["stdin", "exit\\r"]')
    until(lambda: not call("GET", "/api/terminals"))
    return look()


def newer_of_two_shut_down():
    kernel()
    made, client = kernel()
    long_ago()
    client.execute_interactive("pass", timeout=60)
    call("DELETE", "/api/kernels/" + made)
    return look()


def file_saved():
    long_ago()
    call("PUT", "/api/contents/SageMaker/a.txt", {"type": "file", "format": "text", "content": "a"})
    return look()


def headless():
    notebook = {"cells": [{"cell_type": "code", "id": "a", "execution_count": None, "metadata": {}, "outputs": [],
                           "source": "open('working', 'w')\nwhile True: pass"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (home / "long.ipynb").write_text(json.dumps(notebook))
    run = start(sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "long.ipynb")
    until((home / "working").exists)
    long_ago()
    time.sleep(2)
    decision = look()
    run.terminate()
    run.wait()
    return decision


def silent_subprocess():
    made, client = kernel()
    client.execute_interactive(
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'while True: pass'])", timeout=60)
    long_ago()
    time.sleep(2)
    decision = look()
    client.execute_interactive("p.kill()", timeout=60)
    return decision


def waits_for_input():
    made, client = kernel()
    client.execute("input()", allow_stdin=True)
    until(lambda: client.get_stdin_msg(timeout=60))
    client.stop_channels()
    time.sleep(1)
    long_ago()
    time.sleep(2)
    return look()


def cannot_tell():
    decisions = set()
    for to in (stand_in(403), stand_in(302), "http://127.0.0.1:9"):
        (root / "opt/tenant-admin/told").unlink(missing_ok=True)
        decisions.add(look(to))
        decisions.add({"left": "left, reported", "left, reported": "twice a day"}.get(look(to)))
    quiet()
    decisions.add({"stopped": "left, reported"}.get(look(http_proxy="http://127.0.0.1:9"), "a proxy is in the way"))
    return " and ".join(sorted(map(str, decisions)))


def own_look():
    before = call("GET", "/api/status?no_track_activity=1")["last_activity"]
    look()
    return "no activity" if call("GET", "/api/status?no_track_activity=1")["last_activity"] == before else "activity"


def idle_twice():
    long_ago()
    return look()


def clock_forward():
    made, client = kernel()
    long_ago()
    client.execute_interactive("pass", timeout=60)
    return look(CLOCK="36000")


def clock_back():
    long_ago(CLOCK="-36000")
    return look(CLOCK="-36000")


@contextlib.contextmanager
def server(*options, base="/"):
    """Another server of the same user; its address, without the slash, and its process."""
    with http.server.HTTPServer(("127.0.0.1", 0), None) as free:
        port = free.server_port
    program = start(str(pathlib.Path(sys.executable).with_name("jupyter-server")), "--allow-root", "--no-browser", f"--port={port}",
                    "--ServerApp.disable_check_xsrf=True", f"--ServerApp.root_dir={home}", f"--ServerApp.base_url={base}", *options)
    at = f"http://127.0.0.1:{port}"
    until(lambda: urllib.request.urlopen(f"{at}{base}api", timeout=20))
    try:
        yield at, program
    finally:
        program.terminate()
        program.wait()
        programs.remove(program)


def alone(*options, base="/", active=False, token="", more=False):
    """What is decided about SageMaker's own server, or about it and one more."""
    with server(*options, base=base) as (at, program):
        to = None if more else at
        if active:
            made, client = kernel(at + base.rstrip("/"), token)
        long_ago(to)
        if active:
            client.execute_interactive("pass", timeout=60)
        decision = look(to)
        if active:
            call("DELETE", "/api/kernels/" + made, None, at + base.rstrip("/"), token)
        return decision


def token_idle():
    return alone("--IdentityProvider.token=secret")


def token_active():
    return alone("--IdentityProvider.token=secret", active=True, token="secret")


def password():
    (root / "opt/tenant-admin/told").unlink(missing_ok=True)
    with server("--PasswordIdentityProvider.hashed_password=" + jupyter_server.auth.passwd("secret", "sha1")) as (at, program):
        return look(at)


def base_idle():
    return alone("--IdentityProvider.token=", base="/lab/of/acme/")


def base_active():
    return alone("--IdentityProvider.token=", base="/lab/of/acme/", active=True)


def second_idle():
    return alone("--IdentityProvider.token=secret", more=True)


def second_active():
    return alone("--IdentityProvider.token=secret", active=True, token="secret", more=True)


def second_killed():
    with server("--IdentityProvider.token=secret") as (at, program):
        program.kill()
        program.wait()
        assert list((home / ".local/share/jupyter/runtime").glob(f"jpserver-{program.pid}.json"))
        long_ago()
        return look()


def second_never_answers():
    (root / "opt/tenant-admin/told").unlink(missing_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        file = home / ".local/share/jupyter/runtime/jpserver-silent.json"
        file.write_text(json.dumps({"pid": programs[0].pid, "url": f"http://127.0.0.1:{silent.getsockname()[1]}/", "token": ""}))
        decision = look()
        file.unlink()
        return decision


cases = (kernel_shut_down, terminal_closed, newer_of_two_shut_down, file_saved, headless, silent_subprocess, waits_for_input, cannot_tell,
         own_look, idle_twice, clock_forward, clock_back, token_idle, token_active, password, base_idle, base_active, second_idle,
         second_active, second_killed, second_never_answers)
url = ""
stack = contextlib.ExitStack()
try:
    url = stack.enter_context(server("--IdentityProvider.token="))[0]
    for case in [case for case in cases if case.__name__ in (sys.argv[2:] or case.__name__)]:
        quiet()
        print(case.__name__, case(), sep="\t", flush=True)
finally:
    stack.close()
    for program in programs:
        program.terminate()
        program.wait()
