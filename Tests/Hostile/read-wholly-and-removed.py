"""A log that was read to its last byte and removed just before the shipper ended is no loss: neither then nor at the next start."""

import os

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "".join(f"line {n}\n" for n in range(50)))
    station.write("b.log", "last\n")
    shipper = station.ship()
    expect(wait(lambda: len(sink.messages) == 51), len(sink.messages), station.said[-500:])
    os.unlink(station.logs + "/b.log")
    # A log that comes behind it is found by the look that misses the other.
    station.write("c.log", "marker\n")
    expect(wait(lambda: "marker" in sink.messages), station.said[-500:])
    station.write("c.log", "marker again\n")
    expect(wait(lambda: "marker again" in sink.messages), station.said[-500:])
    shipper.terminate()
    shipper.wait(30)
    text = station.ship_once()[1]
    expect("gone before" not in text + station.said and "unknown" not in text + station.said, "it is called lost:", text[-600:], station.said[-600:])
