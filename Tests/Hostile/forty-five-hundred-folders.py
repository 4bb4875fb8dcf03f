"""Logs in 4,500 folders under one pattern are all followed, those that come later too."""

import os

from station import Sink, Station, expect, wait

FOLDERS = 4500
with Station() as station:
    sink = Sink()
    station.configure(sink.url, source='include: ["LOGS/**/*.log"]')
    for n in range(FOLDERS):
        os.mkdir(f"{station.logs}/{n}")
        station.write(f"{n}/a.log", f"line {n}\n")
    station.ship()
    wait(lambda: len(sink.messages) >= FOLDERS, 30)
    station.write(f"{FOLDERS - 1}/b.log", "later\n")
    wait(lambda: "later" in sink.messages, 20)
    expect(len(set(sink.messages)) == FOLDERS + 1, f"{FOLDERS + 1 - len(set(sink.messages))} lines are missing:", station.said[-700:])
