"""A redirect whose target holds the sink's token is named without it."""

import os

from station import Sink, Station, expect

TOKEN = "tok-" + "Qx7Lm2Vb" + "9Zr4Tn8W"

with Station() as station:
    sink = Sink(lambda body: (302, {"Location": "https://login.example.org/in?next=/&t=" + TOKEN}, b""))
    station.write("token", TOKEN + "\n", "wb")
    os.chmod(station.logs + "/token", 0o600)
    station.configure(sink.url, sink=f"token_file: {station.logs}/token")
    station.write("a.log", "one\n")
    said = station.run("ship", station.path("weir.yaml"), "--once", "--drain", "1s")[1]
    said += station.run("spool", "list", station.path("weir.yaml"))[1]
    expect("login.example.org" in said, "it does not say where the redirect leads:", said)
    expect(TOKEN not in said, said.replace(TOKEN, "<token>"))
