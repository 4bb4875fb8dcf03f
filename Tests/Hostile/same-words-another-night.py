"""A log that was removed and written again with the same words while no shipper ran is shipped, as it is beside a running one, and a warning says that they come twice."""

import os

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    text = "".join(f"step {n} of the nightly job: done, nothing to report, all as it should be\n" for n in range(12))
    station.write("job.log", text)
    station.ship_once()
    before = os.stat(station.logs + "/job.log").st_ino
    # Another one is made before the old one is gone, so that the inode is another.
    station.write("new", text)
    os.rename(station.logs + "/new", station.logs + "/job.log")
    expect(os.stat(station.logs + "/job.log").st_ino != before, "the same inode")
    said = station.ship_once()[1]
    station.ship_once()
    expect(len(sink.messages) == 24, f"{len(sink.messages)} of 24 lines came:", said)
    expect("twice" in said, "nothing is said of it:", said)
