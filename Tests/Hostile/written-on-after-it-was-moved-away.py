"""What a program writes on into its log after that was moved to another folder (logrotate's `olddir`) or removed is read, or is a named loss: the proof is not SAFE.

README: "What rotated away unread ... is kept beside the ledger by source, host, minute and cause ... durable before the stream that it is of is
closed"; no limit is named of how late a writer may reopen its log (postrotate waits for it; nginx and others finish their work first). A log
that is renamed within its folder is read on for as long. Cases: moved, removed; the writer writes 100 lines once the shipper has closed it.
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
                wait(lambda: not open_in(shipper, inode), 9)
                writer.write("".join(LINE % (n % 60, n + 100) for n in range(100)).encode())
            station.write("a.log", LINE % (2, 1001))
            wait(lambda: '"records":152' in station.run("spool", "list", station.path("weir.yaml"), "--format", "json")[1].replace(" ", ""), 2)
            shipper.terminate()
            shipper.wait(20)
        status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
        told = [line[28:] for line in station.said.splitlines() if " error " in line or " warning " in line]
        if status == 0 and "all 152 " not in verdict:
            SEEN.append(f"{case}: of 152 lines: {verdict.strip().splitlines()[-1]} Said: {told}")
expect(not SEEN, "\n".join(SEEN))
