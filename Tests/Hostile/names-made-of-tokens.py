"""A token that stands where an application, a host or a level is read reaches neither the spool's listing, the books, the state nor the endpoint."""

import json
import os

from station import Sink, Station, expect

TOKENS = ["gl" + "pat-" + "Ab3dEf6hIj" * 2, "dp." + "pt." + "Kq9Lm2" * 7 + "z", "GOC" + "SPX-" + "Wx4Yz7Ab" * 3 + "Cd2E"]

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    for number, token in enumerate(TOKENS):
        names = ("name", "application", "app", "hostname", "host", "levelname")
        record = {"asctime": "2026-11-30 08:15:02,000", **dict.fromkeys(names, token), "message": "m"}
        station.write(f"{number}.log", json.dumps(record) + "\n")
        station.write(f"text{number}.log", f"2026-11-30 08:15:02,000 [{token}] {token}: m\n")
    said = station.ship_once()[1]
    for words in (["spool", "list"], ["spool", "show"], ["reconcile"]):
        said += station.run(*words, station.path("weir.yaml"))[1]
        said += station.run(*words, station.path("weir.yaml"), "--format", "json")[1]
    kept = b""
    for place, _, names in os.walk(station.path("spool")):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                kept += file.read()
    for token in TOKENS:
        places = {"said": said.encode(), "sent": sink.text, "spool": kept}
        seen = [place for place, data in places.items() if token.encode() in data]
        expect(not seen, f"a token ({token[:6]}…) stands in", *seen)
    expect(len(sink.records) == 2 * len(TOKENS), "not all records came:", said)
