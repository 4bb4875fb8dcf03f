"""The process of a shipper that holds a token may leave no core, and its command line and log don't show it."""

import os

from station import Sink, Station, expect, wait

TOKEN = "tok-" + "Qx7Lm2Vb" + "9Zr4Tn8W"

with Station() as station:
    sink = Sink()
    station.write("token", TOKEN + "\n", "wb")
    os.chmod(station.logs + "/token", 0o600)
    station.configure(sink.url, sink=f"token_file: {station.logs}/token")
    station.write("a.log", "one\n")
    process = station.ship(cwd=station.folder)
    expect(wait(lambda: sink.messages), "nothing came:", station.said)
    with open(f"/proc/{process.pid}/limits", encoding="ascii") as file:
        limits = [line.split()[4:6] for line in file if line.startswith("Max core file size")][0]
    with open(f"/proc/{process.pid}/cmdline", "rb") as file:
        line = file.read()
    expect(TOKEN.encode() not in line and TOKEN not in station.said, "the token is shown")
    expect(limits == ["0", "0"], f"its limit of core files is {limits}")
