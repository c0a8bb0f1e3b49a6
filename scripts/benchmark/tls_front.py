"""Ends TLS in front of a sandbox that is served without it, a round trip away, and keeps what came by.

Bytes are delayed by half a round trip in each direction, in order, and as many at once as are sent. What this cannot delay is TCP's own
handshake, for the kernel accepts by itself: the first bytes of a connection wait as if they had been sent when that was over, a round
trip after the connection was made.
"""

import asyncio
import collections
import dataclasses
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.parse

from botocore.httpsession import get_cert_path

SERVICES = ("IAM", "STS", "SAGEMAKER")


@dataclasses.dataclass
class Call:
    """One request, and when the client sent it and had the answer."""

    name: str
    sent: float
    answered: float = 0
    throttled: bool = False


@dataclasses.dataclass
class Connection:
    """What the client did on one connection, by the clock of the client's end, which is time.perf_counter()."""

    service: str
    opened: float
    greeted: float = 0
    secured: float = 0
    resumed: bool = False
    closed: float = 0
    calls: list[Call] = dataclasses.field(default_factory=list)


class Front:
    """Serves addresses in a thread of its own; round_trip, in seconds, holds for the connections made from then on.

    In the environment java a Java program trusts it, in others the AWS CLI and boto3 do. Without a folder, for certificates, it has no TLS.
    """

    def __init__(self, address, folder=None):
        endpoint = urllib.parse.urlsplit(address)
        self.behind = endpoint.hostname, endpoint.port
        self.round_trip = 0.0
        self.connections = []
        self.secure, self.java, self.others = _trusted(folder) if folder else (None, {}, {})
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def door(self, service, over_tls=True):
        """Begins to serve at an address of its own, which it returns."""
        listener = socket.create_server(("127.0.0.1", 0))
        context = self.secure if over_tls else None
        asyncio.run_coroutine_threadsafe(
            self.loop.create_server(lambda: _Client(self, service, context), sock=listener), self.loop
        ).result()
        return f"{'https' if over_tls else 'http'}://127.0.0.1:{listener.getsockname()[1]}"

    def doors(self, over_tls=True):
        """An address for each service, as in AWS, so that each costs a connection; returns the environment in which clients find them."""
        return {f"AWS_ENDPOINT_URL_{service}": self.door(service, over_tls) for service in SERVICES}

    def taken(self):
        """What was done since this was asked last."""
        connections, self.connections = self.connections, []
        return connections


def before(address, folder):
    """Begins to serve the address over TLS; returns the environments in which Java, and the AWS CLI and boto3, find it and trust it."""
    front = Front(address, folder)
    found = {"AWS_ENDPOINT_URL": front.door("all")}
    return found | front.java, found | front.others


def _trusted(folder):
    """What serves a chain of certificates such as AWS's, RSA with one between root and server; each client trusts the root and all others."""
    files = {name: f"{folder}/tls-{name}" for name in ("root", "between", "server", "chain", "bundle", "store")}

    def certificate(name, signer, extension):
        made = (
            f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -keyout {files[name]}.key -out {files[name]}.crt "
            f"-addext {extension} -addext keyUsage=digitalSignature,keyCertSign"
        )
        signed = f" -CA {files[signer]}.crt -CAkey {files[signer]}.key" if signer else ""
        subprocess.run((made + signed).split(), check=True, capture_output=True)
        return pathlib.Path(f"{files[name]}.crt").read_text()

    root = certificate("root", None, "basicConstraints=critical,CA:TRUE")
    between = certificate("between", "root", "basicConstraints=critical,CA:TRUE")
    server = certificate("server", "between", "subjectAltName=IP:127.0.0.1")
    pathlib.Path(files["chain"]).write_text(server + between)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files["chain"], files["server"] + ".key")
    pathlib.Path(files["bundle"]).write_text(pathlib.Path(get_cert_path(True)).read_text() + root)
    shutil.copy(f"{os.environ['JAVA_HOME']}/lib/security/cacerts", files["store"])
    # As it is shipped, a store can be read without a password.
    plain = "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE -J-Dkeystore.pkcs12.macAlgorithm=NONE"
    keytool = f"keytool {plain} -importcert -noprompt -alias local -file {files['root']}.crt -keystore {files['store']} -storepass changeit"
    subprocess.run(keytool.split(), check=True, capture_output=True)
    return (
        context,
        {"JAVA_TOOL_OPTIONS": f"-Djavax.net.ssl.trustStore={files['store']}"},
        {"AWS_CA_BUNDLE": files["bundle"]},
    )


class _Later:
    """Hands on what it is given after a delay, in order."""

    def __init__(self, deliver):
        self.deliver = deliver
        self.waiting = collections.deque()
        self.loop = asyncio.get_running_loop()

    def put(self, what, due):
        if not self.waiting and due <= self.loop.time():
            self.deliver(what)
            return
        self.waiting.append((due, what))
        if len(self.waiting) == 1:
            self.loop.call_at(due, self._ripe)

    def _ripe(self):
        while self.waiting and self.waiting[0][0] <= self.loop.time():
            self.deliver(self.waiting.popleft()[1])
        if self.waiting:
            self.loop.call_at(self.waiting[0][0], self._ripe)


class _Client(asyncio.Protocol):
    """One connection of a client: bytes come in late, are decrypted, looked at and passed on; and back."""

    def __init__(self, front, service, context):
        self.front, self.context = front, context
        self.round_trip = front.round_trip
        self.seen = Connection(service, 0)
        self.head = b""
        self.left = 0
        self.unsent = b""
        self.server = None

    def connection_made(self, transport):
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.seen.opened = time.perf_counter()
        self.front.connections.append(self.seen)
        self.reachable = asyncio.get_running_loop().time() + self.round_trip
        self.inward, self.outward = _Later(self._arrived), _Later(self._deliver)
        self.encrypted, self.clear = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = self.context and self.context.wrap_bio(self.encrypted, self.clear, server_side=True)
        self.connecting = asyncio.ensure_future(
            asyncio.get_running_loop().create_connection(lambda: _Server(self), *self.front.behind)
        )

    def data_received(self, data):
        now = asyncio.get_running_loop().time()
        self.seen.greeted = self.seen.greeted or time.perf_counter()
        self.inward.put(data, max(now, self.reachable) + self.round_trip / 2)

    def eof_received(self):
        return False

    def connection_lost(self, error):
        self.seen.closed = time.perf_counter()
        if self.server:
            self.server.close()

    def _arrived(self, data):
        if not self.tls:
            self.seen.secured = self.seen.secured or self.seen.opened
            self._asked(data)
            return
        self.encrypted.write(data)
        try:
            if not self.seen.secured:
                self.tls.do_handshake()
                self.seen.secured = time.perf_counter() - self.round_trip / 2
                self.seen.resumed = self.tls.session_reused
            while clear := self.tls.read(65536):
                self._asked(clear)
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError:
            self.answer(None)
        self._flush()

    def _flush(self):
        if self.clear.pending:
            self._late(self.clear.read())

    def _late(self, data):
        self.outward.put(data, asyncio.get_running_loop().time() + self.round_trip / 2)

    def _asked(self, data):
        """Tells the requests, one at a time on a connection, and passes them on."""
        self._tell(data)
        if self.server:
            self.server.write(data)
        else:
            self.unsent += data

    def _tell(self, data):
        if self.left > 0:
            self.left -= len(data)
            self._name(data)
            return
        self.head += data
        head, end, body = self.head.partition(b"\r\n\r\n")
        if not end:
            return
        self.head = b""
        length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
        self.left = (int(length[1]) if length else 0) - len(body)
        self.seen.calls.append(Call("", time.perf_counter() - self.round_trip / 2))
        target = re.search(rb"\r\nx-amz-target: *[\w.]*?(\w+)\r\n", head + end, re.IGNORECASE)
        if target:
            self.seen.calls[-1].name = target[1].decode()
        self._name(body)

    def _name(self, body):
        action = re.search(rb"(?:^|&)Action=(\w+)", body)
        if action and not self.seen.calls[-1].name:
            self.seen.calls[-1].name = action[1].decode()

    def reached(self, server):
        self.server = server
        server.write(self.unsent)

    def answer(self, data):
        """Passes on what the server said; None is the end."""
        if data is None:
            self._late(None)
            return
        if self.seen.calls:
            self.seen.calls[-1].answered = time.perf_counter() + self.round_trip / 2
            self.seen.calls[-1].throttled |= data.startswith(b"HTTP/1.1 400") and b"Throttling" in data
        if self.tls:
            self.tls.write(data)
            self._flush()
        else:
            self._late(data)

    def _deliver(self, data):
        if data is None:
            self.transport.close()
        elif not self.transport.is_closing():
            self.transport.write(data)


class _Server(asyncio.Protocol):
    """The connection to the sandbox."""

    def __init__(self, client):
        self.client = client

    def connection_made(self, transport):
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.client.reached(transport)

    def data_received(self, data):
        self.client.answer(data)

    def connection_lost(self, error):
        self.client.answer(None)
