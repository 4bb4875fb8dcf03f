"""What an endpoint answers with colours, or with control signs inside a name, is run through the rules as it is shown: no password stays in dead letters, log, summary or listing.

README: "What an endpoint says is cleansed ... before it is kept, logged or shown", and passwords that stand plain in an answer are masked there."""

import os

from masking import Words
from station import Sink, Station, expect

words = Words(49)
TEXTS = {
    "colours": "\x1b[31mpassword\x1b[0m=\x1b[1m%s\x1b[0m",
    "a control sign in the name": "pass\x01word=%s",
    "a mark of direction in the name": "pass\u202eword=%s",
    "backspaces": "password\x08=\x07%s",
}
shown = []
for name, text in TEXTS.items():
    for status in (400, 503):
        with Station() as station:
            secret = words.made(18)
            sink = Sink(lambda body: (status, {}, (text % secret).encode()))
            station.configure(sink.url)
            station.write("a.log", "record\n")
            said = station.run("ship", station.path("weir.yaml"), "--once", "--drain", "1s")[1]
            for command in (["spool", "dead", "list"], ["spool", "list"]):
                said += station.run(*command, station.path("weir.yaml"))[1]
            expect(sink.requests and f"HTTP {status}" in said, "the answer is not told:", said)
            kept = b""
            for folder, _, files in os.walk(station.path("spool")):
                for file in files:
                    if not file.endswith(".sock"):
                        with open(os.path.join(folder, file), "rb") as data:
                            kept += data.read()
            if secret in said or secret.encode() in kept:
                shown.append(f"{name} ({status})")
expect(not shown, "the password is kept or shown from an answer with", "; ".join(shown))
