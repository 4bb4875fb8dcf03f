"""A loss that was named keeps the proof from SAFE also after the state was damaged or removed, and begun anew by the shipper.

README: "Known loss has a name. What ... was never opened ... is kept beside the ledger"; `weir reconcile`: "What is known to be lost to a
required sink is unsafe ... a spool that contradicts itself is unknown". A database that was set aside knew of losses that the new one
does not know of, so the proof is UNKNOWN at best, and the shipper says what was forgotten. Cases: the state's first bytes are
overwritten, the state is cut off, the state is removed.
"""

import os
import signal
import sys

from reports import receiver
from station import Station, expect, wait

LINE = '{"time":"2026-11-30T10:00:%02dZ","message":"line %d"}\n'


def damaged(state, how):
    if how == "removed":
        os.unlink(state)
    elif how == "cut off":
        os.truncate(state, 20480)
    else:
        with open(state, "r+b") as file:
            file.write(b"garbage!" * 20)


SEEN = []
for how in ("overwritten", "cut off", "removed"):
    with Station() as station:
        with receiver(station) as at_work:
            station.configure(at_work.url)
            station.write("a.log", "".join(LINE % (n, n) for n in range(50)))
            shipper = station.ship()
            expect(wait(lambda: "shipping" in station.said, 8), station.said)
            listed = lambda: station.run("spool", "list", station.path("weir.yaml"), "--format", "json")[1]
            first = listed()
            station.write("a.log", LINE % (51, 51))
            expect(wait(lambda: listed() != first, 8), "a.log is not read on")
            shipper.send_signal(signal.SIGSTOP)
            wait(lambda: open(f"/proc/{shipper.pid}/stat").read().rsplit(")", 1)[1].split()[0] == "T", 5)
            station.write("b.log", "".join(LINE % (n, n + 100) for n in range(50)))
            os.unlink(station.logs + "/b.log")
            shipper.send_signal(signal.SIGCONT)
            wait(lambda: "b.log" in station.said, 6)
            shipper.terminate()
            shipper.wait(20)
            status, before = station.run("reconcile", station.path("weir.yaml"))
            if "b.log" not in before:
                print("an older release: the loss is not even named:", before.strip().splitlines()[-1])
                sys.exit(1)
            damaged(station.path("spool/state.sqlite"), how)
            status, said = station.ship_once()
        status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
        if status != 2 or "is not known" not in verdict:
            SEEN.append(f"{how}: 50 lines of b.log are a named loss before, and after it exit {status}, {verdict.strip().splitlines()[-1]}")
expect(not SEEN, "\n".join(SEEN))
