"""The oldest segment is gone from the spool while its records wait: the shipper ends with 1 and counts them as not delivered, and the proof calls them lost, as it does for a damaged one."""

import os

from station import Sink, Station, expect

with Station() as station:
    dead = Sink(lambda body: (503, {}, b""))
    station.configure(dead.url)
    for turn in "one", "two":
        station.write("a.log", "".join(f"{turn} {n}\n" for n in range(100)))
        station.run("ship", station.path("weir.yaml"), "--once", "--drain", "1s")
    os.remove(min(os.path.join(station.path("spool/segments"), name) for name in os.listdir(station.path("spool/segments"))))
    sink = Sink()
    station.configure(sink.url)
    code, text = station.ship_once()
    expect(sorted(sink.messages) == sorted(f"two {n}" for n in range(100)), len(sink.messages))
    checked, report = station.run("reconcile", station.path("weir.yaml"))
    expect(code == 1 and checked == 1, f"ship says {code}, reconcile says {checked}:", text, report)
