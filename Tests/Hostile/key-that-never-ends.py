"""A line that names the beginning of a private key and no key behind it changes nothing in the lines that follow: hashes and numbers stay, JSON stays JSON."""

import json
import random

from station import Sink, Station, expect

CHANCE = random.Random(5)
DIGEST = "".join(CHANCE.choice("0123456789abcdef") for _ in range(64))
HEAD = "-----BEGIN RSA PRIVATE " + "KEY-----"
AFTER = [
    {"msg": "user bob logged in", "n": 1},
    {"msg": "pulled image", "digest": DIGEST},
    {"msg": "merged", "commit": DIGEST[:40]},
    {"msg": "counted", "offset": 12345678901234567890123456789012},
    {"msg": "done", "n": 2},
]

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    first = json.dumps({"msg": f"key file must begin with {HEAD}", "n": 0})
    station.write("a.log", first + "\n" + "".join(json.dumps(record) + "\n" for record in AFTER))
    station.ship_once()
    came = sink.records
    expect(len(came) == len(AFTER) + 1, f"{len(came)} of {len(AFTER) + 1} records came")
    for record, sent in zip(AFTER, came[1:]):
        sent.pop("_weir")
        expect(sent == record, f"{record} came as {sent}")
