"""Application names that hold a NUL (`"name": "a\\u0000b"`) end no shipper, now or at a new start: all records come, and those behind them too."""

import json
import subprocess

from station import Sink, Station, expect, wait

NAMES = ["web\0one", "web\0two", "web", "\0", ""]


def line(name, text):
    return json.dumps({"asctime": "2026-11-30 10:00:00,123", "levelname": "INFO", "name": name, "message": text}) + "\n"


with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", line("fine", "first"))
    process = station.ship()
    expect(wait(lambda: sink.messages), "nothing came:", station.said)
    for number, name in enumerate(NAMES):
        station.write("a.log", line(name, f"record {number}"))
    came = wait(lambda: len(sink.messages) > len(NAMES) or process.poll() is not None, 20)
    expect(came and process.poll() is None, f"the shipper ended with {process.poll()}:", station.said[-500:])
    process.terminate()
    process.wait(30)
    station.write("a.log", "".join(line(name, "again") for name in NAMES) + "last\n")
    try:
        code, said = station.run("ship", station.path("weir.yaml"), "--once", "--drain", "5s", seconds=30)
    except subprocess.TimeoutExpired:
        code, said = "no end in 30 s", ""
    expect(code == 0 and "last" in sink.messages, f"a new start ended with {code}:", said[-500:])
    expect(len(set(sink.messages)) == len(NAMES) + 3, f"{len(set(sink.messages))} of {len(NAMES) + 3} messages came")
