"""Standard error is a pipe that nobody reads: delivery goes on, however much there is to say."""

import os
import subprocess

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    reading, writing = os.pipe()
    process = subprocess.Popen([station.weir, "ship", station.path("weir.yaml")], stdin=subprocess.DEVNULL, stdout=writing, stderr=writing)
    station.running.append(process)
    for n in range(600):
        os.mkfifo(station.logs + f"/a-name-that-is-rather-long-{n}-" + "x" * 100 + ".log")
    station.write("a.log", "one\n")
    expect(wait(lambda: "one" in sink.messages, 15), "the first record does not come")
    for n in range(600):
        station.write(f"nul{n}.log", b"\0" * 5000 + b"x\n")
    station.write("b.log", "last\n")
    expect(wait(lambda: sink.messages.count("x") == 600 and "last" in sink.messages, 15), f"delivery stands still: {len(sink.messages)} of 602")
    process.terminate()
    process.wait(20)
