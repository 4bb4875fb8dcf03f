"""Of a log that was rotated and compressed with xz or bzip2, or whose .gz is cut off, what can't be read is a loss with a name."""

import bz2
import gzip
import lzma
import os

from station import Sink, Station, expect

SILENT = []
PACKERS = (
    (".xz", lzma.compress), (".bz2", bz2.compress), (".gz", lambda data: gzip.compress(data)[:-12]), (".gz", lambda data: b"not gzip")
)
for end, pack in PACKERS:
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", "".join(f"one {n}\n" for n in range(50)))
        station.ship_once()
        station.write("a.log", "".join(f"two {n}\n" for n in range(50)))
        with open(station.logs + "/a.log", "rb") as file:
            station.write("a.log.1" + end, pack(file.read()))
        os.unlink(station.logs + "/a.log")
        station.write("a.log", "three\n")
        code, text = station.ship_once()
        wanted = {f"{word} {n}" for word in ("one", "two") for n in range(50)} | {"three"}
        whole = [message for message in sink.messages if message in wanted]
        expect("three" in whole and len(set(whole)) >= 51, len(whole), text)
        code, verdict = station.run("reconcile", station.path("weir.yaml"))
        if len(set(whole)) < 101 and "a.log" not in verdict:
            SILENT.append(f"a.log.1{end}: {101 - len(set(whole))} lines gone; {verdict.strip().splitlines()[-1]}")
expect(not SILENT, "; ".join(SILENT))
