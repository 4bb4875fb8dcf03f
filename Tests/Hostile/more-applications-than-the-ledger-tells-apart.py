"""Where senders use more application names than the ledger keeps apart, nothing is missing for that alone.

30,000 records of as many applications in one minute, all of which arrive: not UNSAFE. One of them taken out of the report: not SAFE.
"""

import json

from reports import receiver
from station import Station, expect

LINE = '{"time":"2026-11-29T10:00:00Z","application":"app-%d","message":"line %d"}\n'

with Station() as station:
    with receiver(station) as at_work:
        station.configure(at_work.url)
        station.write("a.log", "".join(LINE % (number, number) for number in range(30000)))
        station.ship_once()
    with open(at_work.report, encoding="utf-8") as file:
        report = json.load(file)
    got = report["inputs"][0]["distinct"]
    status, text = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
    expect(got == 30000 and status != 1, f"{got} of 30,000 arrived ({status}):", text.strip().splitlines()[-1])
    rows = report["inputs"][0]["digests"]
    rows.pop()
    with open(at_work.report, "w", encoding="utf-8") as file:
        json.dump(report, file)
    status, text = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
    expect(status == 1, f"a row was taken out of the report ({status}):", text.strip().splitlines()[-1])
