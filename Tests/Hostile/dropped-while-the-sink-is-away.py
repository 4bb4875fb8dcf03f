"""What a policy drops is lost at once, not only when a sink's cursor passes it: the proof is UNSAFE while the sink is still away.

README: "at every instant committed = delivered + dead-lettered + dropped + waiting"; "known to be lost to a required sink is unsafe". Cases:
drop_oldest and drop_newest, a spool that is too small, a receiver that is away.
"""

import json
import re

from station import Station, expect, wait

LINE = '{"time":"2026-11-29T10:%02d:00Z","message":"line %d","pad":"' + "x" * 600 + '"}\n'

SEEN = []
for policy in ("drop_oldest", "drop_newest"):
    with Station() as station:
        station.configure("http://127.0.0.1:1/", spool=f"size: 16MiB, when_full: {policy}")
        station.write("a.log", "".join(LINE % (number // 1000, number) for number in range(60000)))
        shipper = station.ship()
        expect(wait(lambda: "records were dropped" in station.said, 60), policy, station.said)
        shipper.terminate()
        shipper.wait(60)
        dropped = max(int(number) for number in re.findall(r"since_start=(\d+)", station.said))
        status, text = station.run("reconcile", station.path("weir.yaml"), "--format", "json")
        sink = json.loads(text)["sinks"][0]
        if status != 1 or sink["dropped"] != dropped or not sink["is_conserved"]:
            SEEN.append(f"{policy}: {dropped} dropped, and reconcile ({status}) says {sink['dropped']}, waiting {sink['waiting']}")
expect(not SEEN, "; ".join(SEEN))
