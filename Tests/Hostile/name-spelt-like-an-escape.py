"""A log with a byte that is not UTF-8 in its name and one whose name spells that byte's escape are two logs: both are read, each once."""

import os

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    names = (b"caf\xe9.log", "bytes"), (rb"caf\xE9.log", "spelt"), (rb"caf\xe9.log", "small"), (rb"caf\\xE9.log", "double")
    for start in 0, 50:
        for name, word in names:
            with open(os.fsencode(station.logs) + b"/" + name, "ab") as file:
                file.write("".join(f"{word} {n}\n" for n in range(start, start + 50)).encode())
        station.ship_once()
    want = sorted(f"{word} {n}" for _, word in names for n in range(100))
    expect(sorted(sink.messages) == want, f"{len(sink.messages)} records, {len(set(sink.messages))} different, of {len(want)}")
