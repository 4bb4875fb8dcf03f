"""A token that an endpoint echoes in a reason phrase, a header, chunks, gzip, deflate, base64 of the whole header or a redirect is
kept, logged and shown masked."""

import base64
import gzip
import os
import socket
import threading
import zlib

from station import Station, expect

TOKEN = "tok-" + "Qx7Lm2Vb" + "9Zr4Tn8W"


def answer(status, headers, body):
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def chunks(*parts):
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n" + body + b"0\r\n\r\n"


SAID = b"no such key: " + TOKEN.encode()
HEADER = base64.b64encode(b"Bearer " + TOKEN.encode()).decode()
ANSWERS = {
    "reason phrase": answer("401 no " + TOKEN, {}, b""),
    "reason phrase of a redirect": answer("302 to " + TOKEN, {"Location": "http://login/" + TOKEN}, b""),
    "Content-Encoding": answer("400 Bad", {"Content-Encoding": TOKEN}, b"x"),
    "gzip": answer("400 Bad", {"Content-Encoding": "gzip"}, gzip.compress(SAID)),
    "deflate": answer("400 Bad", {"Content-Encoding": "deflate"}, zlib.compress(SAID)),
    "chunks": chunks(SAID[:20], SAID[20:26], SAID[26:]),
    "base64": answer("400 Bad", {}, b"header was " + HEADER.encode()),
    "no HTTP": TOKEN.encode() + b" is wrong\r\n\r\n",
    "a line in two": answer("400 Bad", {}, SAID[:22] + b"\r\n " + SAID[22:]),
    "far behind": answer("400 Bad", {}, b"no. " * 120 + SAID),
}


def serve(listener, given):
    while True:
        try:
            peer = listener.accept()[0]
        except OSError:
            return
        with peer:
            try:
                data = peer.recv(1 << 20)
                while b"\r\n\r\n" not in data:
                    data += peer.recv(1 << 20)
                peer.sendall(given)
                peer.shutdown(socket.SHUT_WR)
                peer.settimeout(1)
                while peer.recv(65536):
                    pass
            except OSError:
                pass


shown = []
for name, given in ANSWERS.items():
    with Station() as station, socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener, given), daemon=True).start()
        station.write("token", TOKEN + "\n", "wb")
        os.chmod(station.logs + "/token", 0o600)
        station.configure(f"http://127.0.0.1:{listener.getsockname()[1]}/", sink=f"token_file: {station.logs}/token")
        station.write("a.log", "record\n")
        said = station.run("ship", station.path("weir.yaml"), "--once", "--drain", "1s")[1]
        for command in (["spool", "dead", "list"], ["spool", "list"]):
            said += station.run(*command, station.path("weir.yaml"))[1]
        kept = b""
        for folder, _, files in os.walk(station.path("spool")):
            for file in files:
                if file != "control.sock":
                    with open(os.path.join(folder, file), "rb") as data:
                        kept += data.read()
        pieces = [TOKEN, HEADER, TOKEN[-14:]]
        if any(piece in said or piece.encode() in kept for piece in pieces):
            shown.append(name)
expect(not shown, "it is kept or shown from", ", ".join(shown))
