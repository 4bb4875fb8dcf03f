"""A run of `--once` whose syslog peer takes a connection and reads nothing gives up after its `--drain`, not after the sink's timeout."""

import socket
import time

from station import Station, expect

with socket.socket() as peer, Station() as station:
    peer.bind(("127.0.0.1", 0))
    peer.listen(5)
    station.configure("http://127.0.0.1:9/")
    path = station.path("weir.yaml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("kind: http", "kind: syslog").replace("http://127.0.0.1:9/", f"tcp://127.0.0.1:{peer.getsockname()[1]}"))
    station.write("a.log", "".join(f"line {number}\n" for number in range(1_000)))
    begun = time.monotonic()
    code, text = station.run("ship", path, "--once", "--drain", "2s")
    took = time.monotonic() - begun
    expect(code == 1, "its status:", code, text)
    expect(took < 15, f"it took {took:.0f} s")
