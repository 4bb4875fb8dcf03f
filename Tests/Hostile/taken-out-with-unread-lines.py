"""A log that is followed no more, and was not read to its end, is not proved: its source or its pattern was taken out of the configuration.

README: "records that stand unread in the logs ... is unknown". The spool knows where reading stood. Cases: the source is removed; its
`include` is narrowed; an `exclude` is added. Once the file is gone, or read, it stands in nobody's way.
"""

import os

from reports import receiver
from station import Station, expect

LINE = '{"time":"2026-11-29T10:00:%02dZ","message":"line %d"}\n'


def lines(first, end):
    return "".join(LINE % (number % 60, number) for number in range(first, end))


SEEN = []
for case in ("removed", "narrowed", "excluded"):
    with Station() as station:
        with receiver(station) as at_work:
            other = f'\n  - {{name: other, kind: files, host: h, include: ["{station.folder}/more/*.log"]}}'
            os.mkdir(station.path("more"))

            def configure(source, removed=False):
                station.configure(at_work.url, source)
                if not removed:
                    text = open(station.path("weir.yaml"), encoding="utf-8").read().replace("\nsinks:", other + "\nsinks:")
                    open(station.path("weir.yaml"), "w", encoding="utf-8").write(text)

            configure('include: ["LOGS/*.log"]')
            station.write("a.log", lines(0, 100))
            station.write("../more/b.log", lines(100, 200))
            station.ship_once()
            late = "../more/b.log" if case == "removed" else "a.log"
            station.write(late, lines(200, 250))
            if case == "removed":
                configure('include: ["LOGS/*.log"]', removed=True)
            elif case == "narrowed":
                configure('include: ["LOGS/new-*.log"]')
                station.write("new-1.log", lines(250, 253))
            else:
                configure('include: ["LOGS/*.log"], exclude: ["LOGS/a.log"]')
            said = station.ship_once()[1]
        asked = ["reconcile", station.path("weir.yaml"), "--report", at_work.report]
        status, verdict = station.run(*asked)
        if status == 0:
            SEEN.append(f"{case}, 50 lines unread: {verdict.strip().splitlines()[-1]}")
        if "not read to their ends" not in said:
            SEEN.append(f"{case}: nothing is said: {said}")
        os.unlink(os.path.join(station.logs, late))
        status, verdict = station.run(*asked)
        if status != 0 and "no longer followed" in verdict:
            SEEN.append(f"{case}, the file is gone: {verdict.strip().splitlines()[-1]}")
expect(not SEEN, "\n".join(SEEN))
