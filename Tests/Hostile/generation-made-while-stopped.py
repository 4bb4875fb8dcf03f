"""A generation of a log that was written, rotated and compressed while no shipper ran is read: of a new log, of one that leaves no file under its own name, of one whose known generation is gone, and of two in a row; none comes twice at the next start."""

import gzip
import os

from station import Sink, Station, expect

SEEN = []


def lines(first, last):
    return "".join(f"line {n}\n" for n in range(first, last))


def pack(station, name):
    with open(f"{station.logs}/{name}", "rb") as file:
        station.write(name + ".gz", gzip.compress(file.read()))
    os.unlink(f"{station.logs}/{name}")


def new_log(station):
    station.write("b.log.1", lines(100, 130))
    pack(station, "b.log.1")
    station.write("b.log", lines(130, 150))


def no_log_of_its_own_name(station):
    station.write("a.log.1", lines(100, 150))
    os.rename(station.logs + "/a.log", station.logs + "/a.log.2")
    pack(station, "a.log.1")


def known_generation_gone(station):
    os.unlink(station.logs + "/a.log")
    for name, first in (("a.log.3", 100), ("a.log.2", 110), ("a.log.1", 120), ("a.log", 130)):
        station.write(name, lines(first, first + 20 if name == "a.log" else first + 10))
    pack(station, "a.log.3")
    pack(station, "a.log.2")


def two_by_date(station):
    os.unlink(station.logs + "/a.log")
    for name, first in (("a-2026-11-28.log", 100), ("a-2026-11-29.log", 120)):
        station.write(name, lines(first, first + 20))
        pack(station, name)
    station.write("a.log", lines(140, 150))


for change in (new_log, no_log_of_its_own_name, known_generation_gone, two_by_date):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("old.log.1", "before the first start\n")
        pack(station, "old.log.1")
        station.write("a.log", lines(0, 100))
        station.ship_once()
        change(station)
        text = station.ship_once()[1]
        station.ship_once()
        wanted = sorted(f"line {n}" for n in range(150))
        if sorted(sink.messages) != wanted:
            missing, more = len(set(wanted) - set(sink.messages)), len(sink.messages) - len(set(sink.messages))
            SEEN.append(f"{change.__name__}: {missing} of 150 missing, {more} twice, {set(sink.messages) - set(wanted)} besides; said: {text[-400:]}")
expect(not SEEN, "\n".join(SEEN))
