"""A file system mounted over the spool's folder under a running shipper: it takes nothing into files that no name leads to, says so, and loses nothing once it is gone.

Needs to be root in a place where file systems can be mounted; elsewhere there is nothing to try.
"""

import subprocess
import sys

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "one\n")
    shipper = station.ship()
    wait(lambda: sink.messages, 10)
    spool = station.path("spool")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", spool], stderr=subprocess.DEVNULL, check=False).returncode:
        sys.exit(0)
    try:
        station.write("a.log", "two\n")
        noticed = wait(lambda: " error " in station.said or shipper.poll() is not None, 6)
        expect(noticed, "nothing is said of a spool that is covered:", station.said[-900:], sink.messages)
    finally:
        subprocess.run(["umount", "-l", spool], check=True)
    if shipper.poll() is not None:
        shipper = station.ship()
    expect(wait(lambda: "two" in sink.messages, 12), sink.messages, station.said[-900:])
    expect(sink.messages == ["one", "two"], sink.messages)
