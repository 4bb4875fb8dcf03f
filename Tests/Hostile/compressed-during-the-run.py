"""Of a log that is rotated and compressed beside a running shipper it is not said that it was there before, nor that it should be unpacked."""

import gzip
import os

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "".join(f"one {n}\n" for n in range(50)))
    shipper = station.ship()
    expect(wait(lambda: len(sink.messages) == 50), station.said)
    os.rename(station.logs + "/a.log", station.logs + "/a.log.1")
    station.write("a.log", "two\n")
    expect(wait(lambda: "two" in sink.messages), station.said)
    with open(station.logs + "/a.log.1", "rb") as file:
        station.write("a.log.1.gz", gzip.compress(file.read()))
    os.unlink(station.logs + "/a.log.1")
    station.write("marker.log", "marker\n")
    expect(wait(lambda: "marker" in sink.messages), station.said)
    shipper.terminate()
    shipper.wait(30)
    expect("a.log.1.gz" not in station.said, "it is said to be left out:", station.said[-600:])
    expect(len(sink.messages) == 52, len(sink.messages))
