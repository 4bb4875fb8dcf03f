"""A log that its disk cuts back to an earlier length, all of which had been read, is said to come again, and no loss is made up."""

import os

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    lines = [f"line {n:05}\n" for n in range(1000)]
    station.write("a.log", "".join(lines))
    station.ship_once()
    os.truncate(station.logs + "/a.log", sum(map(len, lines[:900])))
    station.write("a.log", "new\n")
    code, text = station.ship_once()
    code, verdict = station.run("reconcile", station.path("weir.yaml"))
    expect(len(set(sink.messages)) == 1001, "lost:", 1001 - len(set(sink.messages)))
    expect("shorter than what was read" in text and "unknown" not in text, text)
    expect("lost before" not in verdict, verdict)
