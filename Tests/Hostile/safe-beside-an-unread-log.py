"""A log that the shipper can't read, or a folder that it can't list, is not counted as found: the proof is UNKNOWN, and says what to do."""

import os

from reports import receiver
from station import Station, expect

LINE = '{"time":"2026-11-30T10:00:%02dZ","message":"line %d"}\n'
SEEN = []
for case in ("a log without the right to read", "a folder without the right to list"):
    with Station() as station:
        with receiver(station) as at_work:
            station.configure(at_work.url, source='include: ["LOGS/**/*.log"]')
            nobody = station.give_to(65534)
            station.write("a.log", "".join(LINE % (n, n) for n in range(50)))
            os.mkdir(station.logs + "/d")
            station.write("d/b.log", "".join(LINE % (n, n + 100) for n in range(50)))
            os.chmod(station.logs + ("/d/b.log" if "log" in case else "/d"), 0)
            station.run("ship", station.path("weir.yaml"), "--once", **nobody)
        status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
        if status != 2 or "/d" not in verdict or "exclude it" not in verdict:
            SEEN.append(f"{case}: the proof: {verdict.strip().splitlines()[-1]}")
expect(not SEEN, "\n".join(SEEN))
