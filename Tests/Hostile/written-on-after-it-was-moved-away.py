"""What a program writes on into its log after that was moved to another folder (logrotate's `olddir`) or removed is read.

README: "A log that was deleted or moved to where no pattern leads is held open until nothing came for a minute" (postrotate waits for its
writer; nginx and others finish their work first). Cases: moved, removed; the writer writes 100 lines at once, and 100 more once those are read.
"""
import os

from reports import receiver
from station import Station, expect, wait

LINE = '{"time":"2026-11-30T10:00:%02dZ","message":"line %d"}\n'


def open_in(process, inode):
    folder = f"/proc/{process.pid}/fd/"
    for name in os.listdir(folder):
        try:
            if os.stat(folder + name).st_ino == inode:
                return True
        except OSError:
            pass
    return False


def listed(station, records):
    said = station.run("spool", "list", station.path("weir.yaml"), "--format", "json")[1]
    return f'"records":{records}' in said.replace(" ", "")


SEEN = []
for case in ("moved", "removed"):
    with Station() as station:
        with receiver(station) as at_work:
            station.configure(at_work.url)
            log = station.logs + "/a.log"
            with open(log, "ab", buffering=0) as writer:
                writer.write("".join(LINE % (n, n) for n in range(50)).encode())
                inode = os.fstat(writer.fileno()).st_ino
                shipper = station.ship()
                expect(wait(lambda: open_in(shipper, inode), 8), "a.log is never opened")
                if case == "moved":
                    os.rename(log, station.path("a.log-20261130"))
                else:
                    os.unlink(log)
                station.write("a.log", LINE % (1, 1000))
                for first in (100, 200):
                    writer.write("".join(LINE % (n % 60, n) for n in range(first, first + 100)).encode())
                    expect(wait(lambda: listed(station, first + 51), 20), f"{case}: what was written on is not read: {station.said}")
            station.write("a.log", LINE % (2, 1001))
            expect(wait(lambda: listed(station, 252), 20), f"{case}: the new a.log is not read on: {station.said}")
            shipper.terminate()
            shipper.wait(20)
        status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
        told = [line[28:] for line in station.said.splitlines() if " error " in line or " warning " in line]
        if status == 0 and "all 252 " not in verdict:
            SEEN.append(f"{case}: of 252 lines: exit {status}, {verdict.strip().splitlines()[-1]} Said: {told}")
expect(not SEEN, "\n".join(SEEN))
