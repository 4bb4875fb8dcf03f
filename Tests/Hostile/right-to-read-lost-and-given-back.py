"""A log whose reader's right is taken away while lines come (chmod 0 and the folder too), over a rotation, is read on once the right is back: each line once, or the loss is said."""

import os

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    nobody = station.give_to(65534)
    station.write("a.log", "one\n")
    shipper = station.ship(**nobody)
    expect(wait(lambda: "one" in sink.messages, 8), station.said[-500:])
    os.chmod(station.logs + "/a.log", 0)
    station.write("a.log", "two\n")
    os.rename(station.logs + "/a.log", station.logs + "/a.log.1")
    # From its first moment on: a file that can be read for a moment is opened in it.
    allowed = os.umask(0o777)
    station.write("a.log", "three\n")
    os.umask(allowed)
    expect(wait(lambda: "can't be read" in station.said, 8), "nothing is said", station.said[-900:])
    os.chmod(station.logs, 0)
    station.write("b.log", "four\n")
    shipper.terminate()
    shipper.wait(20)
    before = len(station.said)
    shipper = station.ship(**nobody)
    told = "can't be read", "can't be looked at"
    expect(wait(lambda: any(text in station.said[before:] for text in told), 8), station.said[before:])
    os.chmod(station.logs, 0o755)
    os.chmod(station.logs + "/a.log", 0o644)
    got = wait(lambda: {"three", "four"} <= set(sink.messages), 8)
    # What came twice would have come before this.
    station.write("b.log", "five\n")
    got = wait(lambda: "five" in sink.messages, 8) and got
    expect(got and sorted(sink.messages) == sorted(["one", "two", "three", "four", "five"]), sink.messages, station.said[-1800:])
