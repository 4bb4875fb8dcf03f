"""A state with one impossible number is found by `spool check`, and after `spool check --repair` the shipper ships again."""

import sqlite3
import subprocess

from station import Sink, Station, expect

SEEN = []


def shipped(station):
    try:
        return station.ship_once(seconds=4)
    except subprocess.TimeoutExpired:
        return "no end in 4 s", "\n\n"


CASES = (("sink", "cursor", -1), ("sink", "folded", -1), ("life", "day", -1), ("life", "untold", -1), ("spool", "installation", ""))
for table, column, value in CASES:
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", "one\n")
        station.ship_once()
        state = sqlite3.connect(station.path("spool/state.sqlite"))
        state.execute("PRAGMA ignore_check_constraints = 1")
        state.execute(f"UPDATE {table} SET {column} = ?", (value,))
        state.commit()
        state.close()
        station.write("a.log", "two\n")
        before, said = shipped(station)
        check, found = station.run("spool", "check", station.path("weir.yaml"))
        repair, mended = station.run("spool", "check", station.path("weir.yaml"), "--repair")
        after, again = shipped(station)
        if "two" not in sink.messages:
            SEEN.append(f"{table}.{column}={value!r}: ship {before}, check {check}, --repair {repair}, ship again {after}: {found}{mended}{again}")
expect(not SEEN, "\n".join(SEEN))
