"""Lines that are written to a log which was read to its end, and are cut off it again before the next look, are named: the proof is not SAFE.

README: "what was unread of the old one is an alert and a loss with a name", "Known loss has a name. What ... was cut ... is kept beside the
ledger", and a proof is never falsely SAFE. The same cut while the shipper is stopped is UNKNOWN. Cases: thirty times five lines that are
written and cut at once, and 1,000 lines while the shipper stands still for a moment.
"""

import os
import signal

from reports import receiver
from station import Station, expect, wait

LINE = '{"time":"2026-11-30T10:00:%02dZ","message":"line %06d of it"}\n'
SEEN = []
for case in ("in its ordinary course", "while it stands still"):
    with Station() as station:
        with receiver(station) as at_work:
            station.configure(at_work.url)
            output = station.path("weir.yaml")
            listed = lambda: station.run("spool", "list", output, "--format", "json")[1]
            shipper = station.ship()
            expect(wait(lambda: "shipping" in station.said, 8), station.said)
            first = listed()
            station.write("a.log", "".join(LINE % (n, n) for n in range(50)))
            expect(wait(lambda: listed() != first, 8), "a.log is not read")
            written = 50
            log = station.logs + "/a.log"
            if case == "in its ordinary course":
                for _ in range(30):
                    with open(log, "ab") as file:
                        file.write("".join(LINE % (n, written + n) for n in range(5)).encode())
                        file.truncate(0)
                    written += 5
            else:
                shipper.send_signal(signal.SIGSTOP)
                station.write("a.log", "".join(LINE % (n % 60, written + n) for n in range(1000)))
                written += 1000
                os.truncate(log, 0)
                station.write("a.log", LINE % (1, written))
                written += 1
                shipper.send_signal(signal.SIGCONT)
            wait(lambda: "truncated" in station.said, 8)
            shipper.terminate()
            shipper.wait(20)
        status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
        if status == 0 or "a.log" not in verdict:
            told = [line[28:] for line in station.said.splitlines() if "a.log" in line]
            SEEN.append(f"{case}, of {written} lines written: {verdict.strip().splitlines()[-1]} said of it: {told}")
expect(not SEEN, "\n".join(SEEN))
