"""A log that a changed pattern leaves out for a while (by SIGHUP, or between two starts) and takes in again is read on from where reading stood: nothing comes twice."""

import os
import signal
import sys

from station import Sink, Station, expect, wait

ways = sys.argv[2:] or ["start", "reload"]
for way in ways:
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", "".join(f"{n}\n" for n in range(100)))
        station.write("b.log", "other\n")
        shipper = station.ship()
        expect(wait(lambda: len(sink.messages) == 101), way, "not all comes", len(sink.messages))
        for pattern in "b.log", "*.log":
            station.configure(sink.url, source=f'include: ["LOGS/{pattern}"]')
            if way == "reload":
                before = len(station.said)
                os.kill(shipper.pid, signal.SIGHUP)
                expect(wait(lambda: len(station.said) > before, 5), way, "no word of the reload")
            else:
                shipper.terminate()
                shipper.wait(20)
                shipper = station.ship()
            station.write("b.log", pattern + "\n")
            expect(wait(lambda: pattern in sink.messages, 8), way, pattern, station.said[-900:])
        station.write("a.log", "last\n")
        expect(wait(lambda: "last" in sink.messages, 8), way, "the last record does not come", station.said[-900:])
        # What came twice would have come before this.
        station.write("b.log", "marker\n")
        expect(wait(lambda: "marker" in sink.messages, 8), way, "the marker does not come", station.said[-900:])
        expect(len(sink.messages) == len(set(sink.messages)) == 105, f"{way}: {len(sink.messages)} records, {len(set(sink.messages))} different, of 105", station.said[-1200:])
