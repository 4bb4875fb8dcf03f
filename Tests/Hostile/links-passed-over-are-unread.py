"""A link that another user made, to a log or to a folder of logs, is matched and passed over: the proof is not SAFE and names it. A link to nothing and a folder that a pattern matches are named at the start, also by `config check --environment`."""

import os

from reports import receiver
from station import Station, expect

LINE = '{"time":"2026-11-30T10:00:%02dZ","message":"line %d"}\n'
SEEN = []
for case in ("a log", "a folder", "nothing", "a folder called like a log"):
    with Station() as station:
        with receiver(station) as at_work:
            os.chmod(station.folder, 0o755)
            station.configure(at_work.url, source='include: ["LOGS/*.log", "LOGS/*/*.log"]')
            station.write("a.log", "".join(LINE % (n, n) for n in range(50)))
            os.mkdir(station.path("data"))
            with open(station.path("data/x.log"), "w", encoding="utf-8") as file:
                file.write(LINE % (0, 100))
            name = station.logs + ("/linked" if case == "a folder" else "/linked.log")
            if case == "a folder called like a log":
                os.mkdir(name)
            else:
                os.symlink(station.path({"a log": "data/x.log", "a folder": "data"}.get(case, "nowhere")), name)
                os.lchown(name, 65534 if case != "nothing" else os.getuid(), -1)
            said = station.ship_once()[1]
        checked = station.run("config", "check", station.path("weir.yaml"), "--environment")[1]
        status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
        if "linked" not in said or "linked" not in checked:
            SEEN.append(f"{case}: not named: {said[-300:]} {checked[-300:]}")
        barred = case in ("a log", "a folder")
        if barred != (status != 0) or barred and "linked" not in verdict:
            SEEN.append(f"{case}: the proof ends with {status}: {verdict.strip().splitlines()[-1]}")
expect(not SEEN, "\n".join(SEEN))
