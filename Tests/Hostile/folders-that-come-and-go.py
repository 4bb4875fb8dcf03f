"""Logs in folders that are made, written to and removed within a moment, while a shipper runs, are read, or are named losses of unknown size.

README: "Names are watched (inotify), so that a log is opened as it is made, however short it lives; one that came and went unopened, or
events that the kernel dropped, are named losses of unknown size." A folder that came and went under a pattern with `**` before it could be
looked into may have held logs. Cases: folders of three levels that are removed at once, and one whole tree that is moved in and out again.
"""

import os
import shutil

from station import Sink, Station, expect, wait

SEEN = []
for case in ("made and removed", "moved in and out"):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url, source='include: ["LOGS/**/*.log"]')
        station.write("first.log", "first\n")
        shipper = station.ship()
        expect(wait(lambda: "first" in sink.messages, 10), station.said)
        for n in range(100):
            folder = station.path(f"outside{n}") if case == "moved in and out" else station.logs + f"/job{n}"
            os.makedirs(folder + "/a/b")
            with open(folder + "/a/b/run.log", "w", encoding="utf-8") as file:
                file.write(f"job {n}\n" * 20)
            if case == "moved in and out":
                os.rename(folder, station.logs + f"/job{n}")
                os.rename(station.logs + f"/job{n}", folder)
            else:
                shutil.rmtree(folder)
        station.write("first.log", "last\n")
        expect(wait(lambda: "last" in sink.messages, 10), station.said)
        shipper.terminate()
        shipper.wait(20)
        came = len({message for message in sink.messages if message.startswith("job")})
        status, verdict = station.run("reconcile", station.path("weir.yaml"))
        if came < 100 and not ("job" in station.said and "job" in verdict):
            SEEN.append(f"{case}: {came} of 100 logs came, and of the others is said: {station.said.count('job')} times in the log; {verdict.splitlines()[-1]}")
expect(not SEEN, "\n".join(SEEN))
