"""A log that was compressed before it was read to its end under the names that logback and log4j2 give is read on in there, each line once."""

import gzip
import os

from station import Sink, Station, expect

SEEN = []
for name in ("app-2026-11-29.log.gz", "app.2026-11-29.0.log.gz", "app-11-29-2026-1.log.gz", "app.1.log.gz", "app_20261129.log.gz"):
    for include in ("LOGS/*.log", "LOGS/app.log"):
        with Station() as station:
            sink = Sink()
            station.configure(sink.url, source=f'include: ["{include}"]')
            station.write("app.log", "".join(f"line {n}\n" for n in range(100)))
            station.ship_once()
            station.write("app.log", "".join(f"line {n}\n" for n in range(100, 150)))
            with open(station.logs + "/app.log", "rb") as file:
                station.write(name, gzip.compress(file.read()))
            os.unlink(station.logs + "/app.log")
            station.write("app.log", "".join(f"line {n}\n" for n in range(150, 160)))
            text = station.ship_once()[1]
            station.ship_once()
            if sorted(sink.messages) != sorted(f"line {n}" for n in range(160)):
                missing = 160 - len(set(sink.messages))
                SEEN.append(f"{name}, {include}: {missing} missing, {len(sink.messages) - len(set(sink.messages))} twice; said: {text[-300:]}")
expect(not SEEN, "\n".join(SEEN))
