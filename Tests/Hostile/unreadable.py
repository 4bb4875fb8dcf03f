"""For reproductions of logs that may no longer be read: one that is rotated meanwhile, a new start, and the right given back."""

import os

from station import Sink, Station, expect, wait

TOLD = "can't be read", "can't be looked at"


def expect_each_line_once(takes_folder):
    """Also where the right to look into the folder is taken away before the new start."""
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
        if takes_folder:
            os.chmod(station.logs, 0)
        station.write("b.log", "four\n")
        shipper.terminate()
        shipper.wait(20)
        before = len(station.said)
        station.ship(**nobody)
        expect(wait(lambda: any(text in station.said[before:] for text in TOLD), 8), station.said[before:])
        os.chmod(station.logs, 0o755)
        os.chmod(station.logs + "/a.log", 0o644)
        got = wait(lambda: {"three", "four"} <= set(sink.messages), 8)
        # What came twice would have come before this.
        station.write("b.log", "five\n")
        got = wait(lambda: "five" in sink.messages, 8) and got
        expect(got and sorted(sink.messages) == sorted(["one", "two", "three", "four", "five"]), sink.messages, station.said[-1800:])
