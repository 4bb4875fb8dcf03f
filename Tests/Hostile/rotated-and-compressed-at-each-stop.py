"""A log that is rotated and compressed (logrotate's `compress`) each time while no shipper runs is read on each time: every line once, or a warning says that it comes again.

README: "a log that was rotated and compressed (.gz, .zst) before it was read to its end is read on in there"; what comes twice comes "under
other ids; a warning says so". Four stops, each with lines before and behind a rotation a.log -> a.log.1.gz -> a.log.2.gz; ends are SIGTERM's
or SIGKILL's after all had come. No line was sent again for want of an answer, so that each should have come under one id.
"""

import gzip
import os

from station import Sink, Station, expect, wait

SEEN = []
for end in ("SIGTERM", "SIGKILL"):
    with Station() as station:
        sink, written = Sink(), set()
        station.configure(sink.url)

        def log(tag):
            lines = [f"{tag} {n:04} {'.' * 30}" for n in range(100)]
            station.write("a.log", "".join(line + "\n" for line in lines))
            written.update(lines)

        def rotate():
            for n in range(8, 0, -1):
                if os.path.exists(f"{station.logs}/a.log.{n}.gz"):
                    os.rename(f"{station.logs}/a.log.{n}.gz", f"{station.logs}/a.log.{n + 1}.gz")
            with open(station.logs + "/a.log", "rb") as file:
                station.write("a.log.1.gz", gzip.compress(file.read()))
            os.unlink(station.logs + "/a.log")

        log("first")
        for stop in range(5):
            if stop:
                log(f"before{stop}")
                rotate()
                log(f"behind{stop}")
            shipper = station.ship()
            came = wait(lambda: written <= set(sink.messages), 20)
            expect(came, f"{end}, stop {stop}: {len(written - set(sink.messages))} lines don't come: {station.said}")
            if end == "SIGTERM":
                shipper.terminate()
            else:
                shipper.kill()
            shipper.wait(20)
        ids = {}
        for record in sink.records:
            ids.setdefault(record["message"], set()).add(record["_weir"]["id"])
        twice = [message for message, those in ids.items() if len(those) > 1]
        told = [line[28:] for line in station.said.splitlines() if "a.log" in line and (" error " in line or " warning " in line)]
        if (twice and not any("again" in line or "twice" in line for line in told)) or not written <= set(ids):
            SEEN.append(f"{end}: of {len(written)} lines {len(written - set(ids))} never came, {len(twice)} came under two or more ids; warned: {told[:2]}")
expect(not SEEN, "\n".join(SEEN))
