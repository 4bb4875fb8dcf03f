"""On a disk of 24 MiB, far less than the spool may take, that the spool filled: once all is delivered reading goes on by itself.

Needs to be root in a place where file systems can be mounted; elsewhere there is nothing to try.
"""

import subprocess
import sys

from station import Sink, Station, expect, wait

LINES = 150_000
OPEN = {"is": False}

with Station() as station:
    sink = Sink(lambda body: (200, {}, b"") if OPEN["is"] else (503, {}, b""))
    station.configure(sink.url, spool="size: 1GiB")
    spool = station.path("spool")
    subprocess.run(["mkdir", "-p", spool], check=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", spool], stderr=subprocess.DEVNULL, check=False).returncode:
        sys.exit(0)
    try:
        station.write("a.log", "".join(f"line {number} {number * 7919 % 1000003:060d}{'x' * 100}\n" for number in range(LINES)))
        shipper = station.ship()
        expect(wait(lambda: "disk is full" in station.said, 60), "the disk was not filled:", station.said[-600:])
        OPEN["is"] = True
        expect(wait(lambda: len(sink.messages) >= LINES, 90), f"{len(sink.messages)} of {LINES} came", station.said[-900:])
        shipper.terminate()
        shipper.wait(30)
        expect(len(set(sink.messages)) == LINES, f"{len(set(sink.messages))} of {LINES} came")
    finally:
        subprocess.run(["umount", "-l", spool], check=True)
