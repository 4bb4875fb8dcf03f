"""A generation that was written and compressed while no shipper ran, in a form that is not read (.xz), is not counted as found: it is said, and the proof is not SAFE."""

import lzma

from reports import receiver
from station import Station, expect

with Station() as station:
    with receiver(station) as at_work:
        station.configure(at_work.url)
        station.write("a.log", "".join(f'{{"time":"2026-11-30T10:00:00Z","message":"line {n}"}}\n' for n in range(50)))
        station.ship_once()
        station.write("b.log.1.xz", lzma.compress(b'{"time":"2026-11-30T10:00:00Z","message":"other"}\n'))
        station.write("b.log", '{"time":"2026-11-30T10:00:01Z","message":"last"}\n')
        text = station.ship_once()[1]
    status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report)
    expect(status != 0, "it is SAFE though b.log.1.xz was not read:", verdict[-400:])
    expect("b.log.1.xz" in text, "nothing is said of b.log.1.xz:", text)
