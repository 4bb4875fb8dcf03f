"""A token's file that is a FIFO, a device, a folder, huge, empty or of several lines ends the start at once with 78: nothing hangs,
no header is injected, nothing is quoted."""

import os
import resource
import subprocess

from station import Sink, Station, expect

TOKEN = "tok-" + "Qx7Lm2Vb" + "9Zr4Tn8W"


def holding(data):
    def make(path):
        with open(path, "wb") as file:
            file.write(data)

    return make


def huge(path):
    with open(path, "wb") as file:
        file.truncate(3 << 30)


WAYS = {
    "a FIFO": os.mkfifo,
    "a folder": os.mkdir,
    "/dev/zero": lambda path: os.symlink("/dev/zero", path),
    "3 GiB": huge,
    "empty": holding(b""),
    "blank": holding(b" \n"),
    "a header behind it": holding(TOKEN.encode() + b"\r\nX-Evil: 1\n"),
    "a header behind a line feed": holding(TOKEN.encode() + b"\nX-Evil: 1\n"),
    "a bare return": holding(TOKEN.encode() + b"\rX-Evil: 1\n"),
    "a NUL": holding(TOKEN[:8].encode() + b"\0" + TOKEN[8:].encode() + b"\n"),
    "UTF-16": holding((TOKEN + "\n").encode("utf-16")),
}

wrong = []
for name, way in WAYS.items():
    for key in ("token_file: {}", "header_files: {{X-Api-Key: {}}}"):
        with Station() as station:
            sink = Sink()
            way(station.path("token"))
            if os.path.isfile(station.path("token")) and name != "/dev/zero":
                os.chmod(station.path("token"), 0o600)
            station.configure(sink.url, sink=key.format(station.path("token")))
            station.write("a.log", "one\n")
            try:
                limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))  # noqa: E731
                code, said = station.run("ship", station.path("weir.yaml"), "--once", "--drain", "1s", seconds=15, preexec_fn=limit)
            except subprocess.TimeoutExpired:
                code, said = "no end in 15 s", ""
            evil = any("X-Evil" in request for request in sink.requests)
            if code != 78 or sink.requests or evil or TOKEN in said:
                seen = f"{', a header was injected' if evil else ''}{', quoted' if TOKEN in said else ''}"
                wrong.append(f"{name} ({key.split(':')[0]}): {code}{seen}")
expect(not wrong, "; ".join(wrong))
