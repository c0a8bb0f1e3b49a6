#!/usr/bin/env python3
"""Stands before a served sandbox and counts what comes by: prints its own address, then appends a letter a call to FILE.

Usage: scripts/benchmark/count-calls.py ADDRESS FILE
A letter is '.' for a call that was answered, 't' for one that was throttled and 'x' for one refused otherwise.
"""

import http.client
import http.server
import sys
import urllib.parse

behind = urllib.parse.urlsplit(sys.argv[1])
log = open(sys.argv[2], "ab", buffering=0)


class Door(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    connection_behind = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.connection_behind is None:
            self.connection_behind = http.client.HTTPConnection(behind.hostname, behind.port)
        self.connection_behind.request("POST", self.path, body, dict(self.headers))
        answer = self.connection_behind.getresponse()
        text = answer.read()
        log.write(b"." if answer.status < 400 else b"t" if b"Throttling" in text else b"x")
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
server.daemon_threads = True
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
