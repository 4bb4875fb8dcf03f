"""A log that was rotated and compressed in several members (two calls of gzip, frames of zstd) while no shipper ran is read on in there, to its end and once."""

import os
import shutil
import subprocess

from station import Sink, Station, expect

for tool, suffix in (["gzip", "-c"], ".gz"), (["zstd", "-q", "-c"], ".zst"):
    if not shutil.which(tool[0]):
        continue
    with Station() as station:
        sink = Sink()
        station.configure(sink.url, source='include: ["LOGS/*.log*"]')
        station.write("a.log", "".join(f"one {n}\n" for n in range(500)))
        station.ship_once()
        station.write("a.log", "".join(f"two {n}\n" for n in range(500)))
        with open(station.logs + "/a.log", "rb") as file:
            data = file.read()
        os.remove(station.logs + "/a.log")
        with open(station.logs + "/a.log.1" + suffix, "wb") as file:
            for at in range(0, len(data), 1500):
                file.write(subprocess.run(tool, input=data[at : at + 1500], stdout=subprocess.PIPE, check=True).stdout)
        station.write("a.log", "".join(f"three {n}\n" for n in range(100)))
        for _ in range(2):
            code, text = station.ship_once()
        by = {word: sum(m.startswith(word + " ") for m in sink.messages) for word in ("one", "two", "three")}
        expect(by == {"one": 500, "two": 500, "three": 100} and len(sink.messages) == 1100, tool[0], by, len(sink.messages), text)
