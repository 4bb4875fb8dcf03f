"""Lines that stand in a log and that nobody has read are not proved: where a followed log holds more than was read, the proof is not SAFE.

README: "`weir reconcile` never ... SAFE" falsely: "what may be lost ... is unknown", and a log that is there "and can't be read" counts. Logs that
are there and were just not read (the shipper was killed an hour ago; its disk refuses writes, so that "reading stops") lie open for the
command to look at, and --window up to now speaks of them too. Cases: the shipper was killed; its spool can't be written (it says itself
that reading stops, and ends by SIGTERM). Each with and without the window of the last hour,
in which all lines lie.
"""

import datetime
import resource
import os

from reports import receiver
from station import Station, expect, wait

NOW = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def lines(first, end):
    return "".join(f'{{"time":"{NOW}","message":"line {n}"}}\n' for n in range(first, end))


SEEN = []
for case in ("the shipper was killed", "reading stood still"):
    with Station() as station:
        with receiver(station) as at_work:
            station.configure(at_work.url)
            station.write("a.log", lines(0, 50))
            station.ship_once()
            if case == "the shipper was killed":
                shipper = station.ship()
                expect(wait(lambda: "shipping" in station.said, 8), station.said)
                shipper.kill()
                shipper.wait()
                station.write("a.log", lines(50, 5050))
            else:
                os.unlink(station.path("spool/ballast"))
                station.write("a.log", lines(50, 5050))
                shipper = station.ship(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)))
                wait(lambda: " error " in station.said or shipper.poll() is not None, 8)
                shipper.terminate()
                shipper.wait(20)
        asked = ["reconcile", station.path("weir.yaml"), "--report", at_work.report]
        for more in ([], ["--window", "1h"]):
            status, verdict = station.run(*asked, *more)
            if status == 2 and "not read yet" in verdict:
                continue
            said = [line[28:] for line in station.said.splitlines() if " error " in line or line.startswith("w ")][-2:]
            SEEN.append(f"{case}, 5,000 of 5,050 lines are not read: exit {status}, {verdict.strip().splitlines()[-1]} (shipper: {shipper.returncode}, {said})")
expect(not SEEN, "\n".join(SEEN))
