"""Segments that somebody removed by hand are missed: `spool check` finds what waited in them, and a start says that positions went with them.

Cases: 100 records wait, all segments are removed, and `spool check` is asked; everything is delivered, all segments are removed, and the
next start reads the logs again under other ids, which it says.
"""

import os

from station import Sink, Station, expect

LINE = '{"time":"2026-11-29T10:00:%02dZ","message":"line %d"}\n'


def remove_segments(station):
    for name in os.listdir(station.path("spool/segments")):
        os.unlink(station.path("spool/segments/" + name))


with Station() as station:
    station.configure("http://127.0.0.1:1/")
    station.write("a.log", "".join(LINE % (number % 60, number) for number in range(100)))
    station.run("ship", station.path("weir.yaml"), "--once", "--drain", "2s")
    status, text = station.run("spool", "check", station.path("weir.yaml"))
    expect(status == 0, "a sound spool has findings:", text)
    remove_segments(station)
    status, text = station.run("spool", "check", station.path("weir.yaml"))
    expect(status == 1 and "wait for w" in text, f"the segments with 100 records that wait are gone ({status}):", text)

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "".join(LINE % (number % 60, number) for number in range(100)))
    station.ship_once()
    remove_segments(station)
    status, text = station.run("spool", "check", station.path("weir.yaml"))
    expect(status == 0, "all was delivered:", text)
    said = station.ship_once()[1]
    told = [line for line in said.splitlines() if " error " in line or " warning " in line]
    expect(len(sink.messages) == 100 or told, f"{len(sink.messages)} records came, of 100, and nothing is said:", said)
