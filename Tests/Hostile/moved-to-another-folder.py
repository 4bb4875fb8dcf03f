"""A log that is moved to another folder before it was read to its end, while no shipper runs: what was unread is a loss that the shipper and the proof name."""

import os

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "".join(f"one {n}\n" for n in range(100)))
    station.ship_once()
    station.write("a.log", "".join(f"two {n}\n" for n in range(100)))
    os.mkdir(station.path("archive"))
    os.rename(station.logs + "/a.log", station.path("archive/a.log"))
    station.write("a.log", "".join(f"three {n}\n" for n in range(100)))
    code, text = station.ship_once()
    expect(sorted(sink.messages) == sorted(f"{word} {n}" for word in ("one", "three") for n in range(100)), len(sink.messages))
    expect("a.log" in text, "the shipper names no loss:", text)
    code, verdict = station.run("reconcile", station.path("weir.yaml"))
    expect(code != 0 and "a.log" in verdict, "the proof names no loss:", code, verdict)
