"""A log that was copied, compressed and truncated while no shipper ran is read on in the copy, once, and then from its beginning."""

import gzip
import os

from station import Sink, Station, expect

for pattern in ('include: ["LOGS/*.log"]', 'include: ["LOGS/*"]'):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url, source=pattern)
        station.write("a.log", "".join(f"one {n}\n" for n in range(50)))
        station.ship_once()
        station.write("a.log", "".join(f"two {n}\n" for n in range(50)))
        with open(station.logs + "/a.log", "rb") as file:
            station.write("a.log.1.gz", gzip.compress(file.read()))
        os.truncate(station.logs + "/a.log", 0)
        station.write("a.log", "".join(f"three {n}\n" for n in range(50)))
        code, text = station.ship_once()
        wanted = sorted(f"{word} {n}" for word in ("one", "two", "three") for n in range(50))
        expect(sorted(sink.messages) == wanted, pattern, len(sink.messages), "of 150,", len(set(sink.messages)), "distinct", text)
