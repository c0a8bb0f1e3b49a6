"""Ends TLS in front of a sandbox that is served without it."""

import multiprocessing
import os
import socket
import ssl
import subprocess
import threading
import urllib.parse


def before(address, folder):
    """Begins to serve the address over TLS; returns the environment in which clients find it and trust it."""
    # A certificate of our own, for the AWS CLI and boto3 as it stands and for Java among all those that it trusts anyway.
    certificate, key, store = (f"{folder}/tls.{end}" for end in ("crt", "key", "store"))
    request = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 "
        f"-addext subjectAltName=IP:127.0.0.1 -keyout {key} -out {certificate}"
    )
    subprocess.run(request.split(), check=True, capture_output=True)
    with open(f"{os.environ['JAVA_HOME']}/lib/security/cacerts", "rb") as trusted, open(store, "wb") as ours:
        ours.write(trusted.read())
    keytool = f"keytool -importcert -noprompt -alias local -file {certificate} -keystore {store} -storepass changeit"
    subprocess.run(keytool.split(), check=True, capture_output=True)
    listener = socket.create_server(("127.0.0.1", 0))
    endpoint = urllib.parse.urlsplit(address)
    multiprocessing.get_context("fork").Process(
        target=_serve, args=(listener, (endpoint.hostname, endpoint.port), certificate, key), daemon=True
    ).start()
    return {
        "AWS_ENDPOINT_URL": f"https://127.0.0.1:{listener.getsockname()[1]}",
        "AWS_CA_BUNDLE": certificate,
        "JAVA_TOOL_OPTIONS": f"-Djavax.net.ssl.trustStore={store} -Djavax.net.ssl.trustStorePassword=changeit",
    }


def _pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    finally:
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def _join(client, context, address):
    try:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        inside = context.wrap_socket(client, server_side=True)
        server = socket.create_connection(address)
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError:
        client.close()
        return
    threading.Thread(target=_pump, args=(inside, server), daemon=True).start()
    _pump(server, inside)


def _serve(listener, address, certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=_join, args=(client, context, address), daemon=True).start()
