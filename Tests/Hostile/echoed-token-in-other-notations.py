"""A token that an endpoint echoes in percent, hexadecimal, entities, capitals or cut short is kept, logged and shown masked."""

import os

from station import Sink, Station, expect

TOKEN = "tok-" + "Qx7Lm2Vb" + "9Zr4Tn8W"
NOTATIONS = [
    "".join("%%%02X" % ord(sign) for sign in TOKEN),
    "".join("&#%d;" % ord(sign) for sign in TOKEN),
    "".join("\\u%04x" % ord(sign) for sign in TOKEN),
    TOKEN.encode().hex(),
    TOKEN.upper(),
    TOKEN[:15],
    TOKEN[-15:],
]

with Station() as station:
    for number, notation in enumerate(NOTATIONS):
        # It takes one, so that what it refuses is a dead letter.
        sink = Sink(lambda body: (400 if b"record" in body else 200, {}, b"no such key: " + notation.encode()))
        station.write("token", TOKEN + "\n", "wb")
        os.chmod(station.logs + "/token", 0o600)
        station.configure(sink.url, sink=f"token_file: {station.logs}/token")
        station.write(f"{number}.log", f"taken {number}\nrecord {number}\n")
        said = station.ship_once()[1] + station.run("spool", "dead", "list", station.path("weir.yaml"))[1]
        expect(f"record {number}" in said, "no dead letter was kept:", said)
        expect(notation not in said, f"echoed as {notation[:4]}… it was shown")
