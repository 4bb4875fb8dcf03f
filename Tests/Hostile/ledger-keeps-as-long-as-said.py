"""`spool.ledger` says after how many days on which a shipper ran the minutes of the ledger are forgotten, and the shipper tells of it."""

import sqlite3

from station import Sink, Station, expect, wait


def forgotten(station):
    with sqlite3.connect(station.path("spool/state.sqlite"), timeout=10) as state:
        return state.execute("SELECT COALESCE(SUM(records), 0) FROM forgotten").fetchone()[0]


with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "one\ntwo\n")
    station.ship_once()
    expect(len(sink.messages) == 2, "not delivered:", sink.messages)
    # As if a shipper had run on five more days.
    with sqlite3.connect(station.path("spool/state.sqlite")) as state:
        state.execute("UPDATE life SET day = day + 5")
    for ledger, records in (("6d", 0), ("4d", 2)):
        station.configure(sink.url, spool=f"size: 64MiB, ledger: {ledger}")
        process = station.ship()
        if records:
            expect(wait(lambda: forgotten(station) == records), f"ledger: {ledger} forgot", forgotten(station), station.said)
            expect(wait(lambda: "ledger_days=4" in station.said), "the shipper tells nothing of it:", station.said)
        process.terminate()
        process.wait(60)
        expect(forgotten(station) == records, f"ledger: {ledger} forgot", forgotten(station))
