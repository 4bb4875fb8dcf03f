"""A spool in the folder `weir` that Weir made below one that others could write stays the spool when the rights above are put right."""

import os

from station import Sink, Station, expect

with Station() as station:
    status = [503]
    sink = Sink(lambda body: (status[0], {}, b""))
    station.configure(sink.url)
    os.mkdir(station.path("spool"))
    os.chmod(station.path("spool"), 0o777)
    station.write("a.log", "".join(f"waits {n}\n" for n in range(20)))
    station.run("ship", station.path("weir.yaml"), "--once", "--drain", "1s")
    os.unlink(station.logs + "/a.log")
    station.write("a.log", "after\n")
    os.chmod(station.path("spool"), 0o700)
    status[0] = 200
    code, text = station.ship_once()
    missing = 20 - sum(message.startswith("waits") for message in sink.messages)
    expect(not missing, f"{missing} records that waited are not delivered: exit code {code}, with the words", text)
