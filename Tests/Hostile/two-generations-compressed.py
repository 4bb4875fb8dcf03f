"""Two generations of a log that were rotated and compressed while no shipper ran, by number or by date, are both read, each line once."""

import gzip
import os

from station import Sink, Station, expect

MISSING = []
for older, newer in ((".2.gz", ".1.gz"), (".2.gz", ".1"), ("-20261128.gz", "-20261129.gz"), ("-20261128.gz", "-20261129")):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", "".join(f"one {n}\n" for n in range(50)))
        station.ship_once()
        station.write("a.log", "".join(f"two {n}\n" for n in range(50)))
        with open(station.logs + "/a.log", "rb") as file:
            station.write("a.log" + older, gzip.compress(file.read()))
        os.unlink(station.logs + "/a.log")
        third = "".join(f"three {n}\n" for n in range(50)).encode()
        station.write("a.log" + newer, gzip.compress(third) if newer.endswith(".gz") else third)
        station.write("a.log", "four\n")
        code, text = station.ship_once()
        wanted = {f"{word} {n}" for word in ("one", "two", "three") for n in range(50)} | {"four"}
        if sorted(sink.messages) != sorted(wanted):
            missing, twice = len(wanted - set(sink.messages)), len(sink.messages) - len(set(sink.messages))
            MISSING.append(f"a.log{older} and a.log{newer}: {missing} of 151 missing, {twice} twice")
expect(not MISSING, "; ".join(MISSING))
