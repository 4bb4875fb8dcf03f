"""Two logs whose names look the same and differ in bytes (an accent composed and decomposed) are two logs: both are read, each once, over a new start too."""

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    for name, word in ("caf\u00e9.log", "composed"), ("cafe\u0301.log", "decomposed"):
        station.write(name, "".join(f"{word} {n}\n" for n in range(50)))
    station.ship_once()
    for name, word in ("caf\u00e9.log", "composed"), ("cafe\u0301.log", "decomposed"):
        station.write(name, "".join(f"{word} {n}\n" for n in range(50, 100)))
    station.ship_once()
    want = sorted(f"{word} {n}" for word in ("composed", "decomposed") for n in range(100))
    expect(sorted(sink.messages) == want, f"{len(sink.messages)} records, {len(set(sink.messages))} different, of 200")
