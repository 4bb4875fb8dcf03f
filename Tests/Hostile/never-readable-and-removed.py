"""A log that a shipper may not open, and that is removed before it could be read, while it runs or is stopped, is a loss with a name."""

import os

from station import Sink, Station, expect, wait

for when in ("while it runs", "while it is stopped"):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        nobody = station.give_to(65534)
        station.write("a.log", "one\n")
        station.write("b.log", "two\n" * 50)
        os.chmod(station.logs + "/b.log", 0)
        shipper = station.ship(**nobody)
        expect(wait(lambda: "one" in sink.messages and "can't be read" in station.said, 10), station.said)
        if when != "while it runs":
            shipper.terminate()
            shipper.wait(20)
        os.unlink(station.logs + "/b.log")
        if when != "while it runs":
            shipper = station.ship(**nobody)
        wait(lambda: "b.log" in station.said.split("can't be read", 1)[1], 4)
        shipper.terminate()
        shipper.wait(20)
        code, verdict = station.run("reconcile", station.path("weir.yaml"))
        expect("b.log" in verdict and "unknown" in station.said, f"50 lines went with b.log {when}:\n", station.said, verdict)
