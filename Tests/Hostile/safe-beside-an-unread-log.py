"""A log that the shipper can't read, or a folder that it can't list, is not counted as found: the proof is UNKNOWN, and says what to do."""

import json
import os
import subprocess

from station import Station, expect, wait

LINE = '{"time":"2026-11-30T10:00:%02dZ","message":"line %d"}\n'
SEEN = []
for case in ("a log without the right to read", "a folder without the right to list"):
    with Station() as station:
        ready, report = station.path("ready"), station.path("report.json")
        receiver = subprocess.Popen(
            [station.weir, "receive", "--http", "127.0.0.1:0", "--report", report, "--ready-file", ready],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        station.running.append(receiver)
        wait(lambda: os.path.exists(ready) and os.path.getsize(ready) > 10)
        with open(ready, encoding="utf-8") as file:
            station.configure("http://" + json.load(file)["http"] + "/", source='include: ["LOGS/**/*.log"]')
        nobody = station.give_to(65534)
        station.write("a.log", "".join(LINE % (n, n) for n in range(50)))
        os.mkdir(station.logs + "/d")
        station.write("d/b.log", "".join(LINE % (n, n + 100) for n in range(50)))
        os.chmod(station.logs + ("/d/b.log" if "log" in case else "/d"), 0)
        station.run("ship", station.path("weir.yaml"), "--once", **nobody)
        receiver.terminate()
        receiver.wait(20)
        status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", report)
        if status != 2 or "/d" not in verdict or "exclude it" not in verdict:
            SEEN.append(f"{case}: the proof: {verdict.strip().splitlines()[-1]}")
expect(not SEEN, "\n".join(SEEN))
