"""A record whose `_weir` is cut by NUL, bytes that are no UTF-8, or a part's limit never has one that a parser takes for the shipper's,
whatever it does with such bytes."""

import json

from station import Sink, Station, expect

FORGED = b'{"id": "forged", "host": "evil"}'
LIMIT = 1 << 20
LINES = [
    b'{"_we\0ir": %s, "m": 1}',
    b'{"_weir\0": %s}',
    b"\0\0\0\0" + b'{"_weir": %s}',
    b'{"_w\xffeir": %s, "m": 1}',
    b'{"_we\xc0\xafir": %s}',
    b'{"m": "\xff", "_weir": %s}',
    b'{"_we\xef\xbb\xbfir": %s}',
    b"x" * LIMIT + b'{"_weir": %s, "message": "part"}',
    b"x" * (LIMIT - 1) + b'{"_weir": %s, "message": "part"}',
    b'{"_weir": %s, "m": "' + b"y" * LIMIT + b'"}',
    b'{"m": 1} {"_weir": %s}',
    b'[{"_weir": %s}]',
    b'{"_weir": %s, "n": NaN}',
    b'{"_weir": %s,}',
    b'{"a": ' * 3000 + b'{"_weir": %s}' + b"}" * 3000,
]

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    for number, line in enumerate(LINES):
        station.write(f"{number:02}.log", line.replace(b"%s", FORGED) + b"\n")
    station.ship_once()
    sent = [line for line in sink.text.split(b"\n") if line]
    expect(len(sent) == len(LINES) + 3, f"{len(sent)} records came of {len(LINES) + 3}")
    for line in sent:
        for readable in {line.decode(errors="replace"), line.decode(errors="ignore"), line.decode(errors="ignore").replace("\0", "")}:
            pairs = json.loads(readable, object_pairs_hook=list)
            own = [dict(value) for name, value in pairs if name == "_weir"]
            expect(len(own) == 1 and own[0]["host"] == "h" and own[0]["id"] != "forged", "a record set its own origin:", readable[:200])
