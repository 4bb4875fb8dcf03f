"""The last line of a cut-off .gz is torn: it comes marked as a part (`"part":"first"`), never as a whole record that nobody wrote."""

import gzip
import os

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "".join(f"one {n}\n" for n in range(50)))
    station.ship_once()
    station.write("a.log", "".join(f"two amount={n}0000\n" for n in range(50)))
    with open(station.logs + "/a.log", "rb") as file:
        station.write("a.log.1.gz", gzip.compress(file.read())[:-12])
    os.unlink(station.logs + "/a.log")
    station.write("a.log", "three\n")
    station.ship_once()
    wanted = {f"one {n}" for n in range(50)} | {f"two amount={n}0000" for n in range(50)} | {"three"}
    torn = [record for record in sink.records if record["message"] not in wanted and "part" not in record["_weir"]]
    expect(not torn, "never written, and shipped as whole:", torn)
