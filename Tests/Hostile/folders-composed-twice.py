"""Two folders whose names look the same and differ in bytes (an accent composed and decomposed) are two folders: a pattern with a star reads the logs in both, each once."""

import os

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url, source='include: ["LOGS/*/x.log"]')
    folders = ("caf\u00e9", "composed"), ("cafe\u0301", "decomposed")
    for start in 0, 50:
        for folder, word in folders:
            os.makedirs(station.logs + "/" + folder, exist_ok=True)
            station.write(folder + "/x.log", "".join(f"{word} {n}\n" for n in range(start, start + 50)))
        station.ship_once()
    want = sorted(f"{word} {n}" for _, word in folders for n in range(100))
    expect(sorted(sink.messages) == want, f"{len(sink.messages)} records, {len(set(sink.messages))} different, of 200")
