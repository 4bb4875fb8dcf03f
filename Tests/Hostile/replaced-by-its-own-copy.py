"""A log that is replaced by its own copy under another inode while a shipper runs comes again from its beginning: that is said."""

import os
import shutil

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "".join(f"one {n}\n" for n in range(500)))
    station.ship()
    expect(wait(lambda: len(sink.messages) == 500, 10), station.said)
    shutil.copy(station.logs + "/a.log", station.logs + "/new")
    os.rename(station.logs + "/new", station.logs + "/a.log")
    station.write("a.log", "".join(f"two {n}\n" for n in range(10)))
    expect(wait(lambda: len(set(sink.messages)) == 510, 10), len(set(sink.messages)))
    ids = len({record["_weir"]["id"] for record in sink.records})
    expect(ids == 510 or wait(lambda: "begins as it did" in station.said, 5), f"{ids - 510} came twice without a word:", station.said)
