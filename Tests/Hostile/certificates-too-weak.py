"""A certificate that is signed with SHA-1, has an RSA key of 1,024 bits, names its host in no subjectAltName, is for `*`, for clients
only, or comes from one that is no authority, gets neither token nor records."""

import os
import ssl
import subprocess

from station import Sink, Station, expect

TOKEN = "tok-" + "Qx7Lm2Vb" + "9Zr4Tn8W"
NAME = "subjectAltName=DNS:localhost"
KINDS = {
    "sound": (NAME, "rsa:2048", "-sha256"),
    "SHA-1": (NAME, "rsa:2048", "-sha1"),
    "1,024 bits": (NAME, "rsa:1024", "-sha256"),
    "no subjectAltName": ("basicConstraints=CA:FALSE", "rsa:2048", "-sha256"),
    "for *": ("subjectAltName=DNS:*", "rsa:2048", "-sha256"),
    "for clients": (NAME + "\nextendedKeyUsage=clientAuth", "rsa:2048", "-sha256"),
}


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def issue(folder, name, extensions, key, digest, issuer="ca"):
    with open(f"{folder}/{name}.ext", "w", encoding="ascii") as file:
        file.write(extensions + "\n")
    request = ["-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", "/CN=localhost"]
    openssl(folder, "req", "-newkey", key, "-nodes", *request)
    openssl(
        folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key", "-CAcreateserial",
        "-out", f"{name}.pem", "-days", "30", "-extfile", f"{name}.ext", digest,
    )  # fmt: skip


def taken(name):
    """Whether a sink with this certificate was sent anything."""
    with Station() as station:
        openssl(
            station.folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
            "-subj", "/CN=ca", "-addext", "basicConstraints=critical,CA:TRUE",
        )  # fmt: skip
        if name == "under one that is no authority":
            issue(station.folder, "middle", "basicConstraints=CA:FALSE", "rsa:2048", "-sha256")
            issue(station.folder, "leaf", NAME, "rsa:2048", "-sha256", "middle")
            with open(station.path("middle.pem"), encoding="ascii") as middle:
                chain = middle.read()
            with open(station.path("leaf.pem"), "a", encoding="ascii") as leaf:
                leaf.write(chain)
        else:
            issue(station.folder, "leaf", *KINDS[name])
        sink = Sink()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.load_cert_chain(station.path("leaf.pem"), station.path("leaf.key"))
        sink.server.socket = context.wrap_socket(sink.server.socket, server_side=True, do_handshake_on_connect=False)
        sink.server.handle_error = lambda *of: None
        station.write("token", TOKEN + "\n", "wb")
        os.chmod(station.logs + "/token", 0o600)
        url = f"https://localhost:{sink.server.server_port}/"
        station.configure(url, sink=f"token_file: {station.logs}/token, tls: {{ca_file: {station.folder}/ca.pem}}")
        station.write("a.log", "one\n")
        station.run("ship", station.path("weir.yaml"), "--once", "--drain", "1s")
        return bool(sink.requests)


expect(taken("sound"), "a sound certificate is refused")
weak = [name for name in [*KINDS, "under one that is no authority"] if name != "sound" and taken(name)]
expect(not weak, "the token was sent to a certificate that is:", "; ".join(weak))
