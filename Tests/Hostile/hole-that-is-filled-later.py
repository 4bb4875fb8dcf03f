"""A hole of NUL bytes that is passed over, and may be filled later, makes the proof not SAFE; one that a truncation under its writer leaves at the beginning is no loss."""

import os

from reports import receiver
from station import Sink, Station, expect, wait


def block(first, last):
    return "".join(f'{{"time":"2026-11-30T10:00:00Z","message":"m {n}"}}\n' for n in range(first, last)).encode()


BEFORE, WITHIN, BEHIND = block(10, 20), block(20, 70), block(70, 99)
with Station() as station:
    with receiver(station) as at_work:
        station.configure(at_work.url)
        with open(station.logs + "/a.log", "wb", buffering=0) as log:
            log.write(BEFORE + b"\0" * len(WITHIN) + BEHIND)
            shipper = station.ship()
            expect(wait(lambda: "NUL" in station.said), "the hole is not passed over:", station.said[-600:])
            os.pwrite(log.fileno(), WITHIN, len(BEFORE))
            shipper.terminate()
            shipper.wait(30)
        station.ship_once()
    status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
    expect(status != 0, "SAFE, though 50 lines of the hole were never read:", verdict[-600:])
with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    with open(station.logs + "/a.log", "wb", buffering=0) as log:
        log.write(BEFORE)
        shipper = station.ship()
        expect(wait(lambda: len(sink.messages) == 10), station.said[-600:])
        log.truncate(0)
        log.write(WITHIN)
        expect(wait(lambda: len(sink.messages) == 60), len(sink.messages), station.said[-600:])
        shipper.terminate()
        shipper.wait(30)
    expect("cut short" in station.said or "a.log" in station.said, station.said[-600:])
    expect("damaged" not in station.run("spool", "list", station.path("weir.yaml"))[1], "its hole is called a loss")
    expect("can't be read" not in station.said, "its hole is called a loss:", station.said[-600:])
