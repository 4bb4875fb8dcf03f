"""A log that is replaced by one with the same first lines and the same size gives all of its records."""

import os

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    banner = "# banner\n" * 300
    station.write("a.log", banner + "".join(f"old {n:04}\n" for n in range(100)))
    station.ship_once()
    station.write("b", banner + "".join(f"new {n:04}\n" for n in range(100)))
    os.rename(station.logs + "/b", station.logs + "/a.log")
    station.ship_once()
    news = [message for message in sink.messages if message.startswith("new")]
    expect(len(news) == 100, f"{len(news)} of 100 records of the new file came")
