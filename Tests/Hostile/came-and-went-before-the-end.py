"""A log that comes and goes unopened shortly before a shipper is asked to end is said as a loss of unknown size all the same."""

import os
import signal
import sys
import time

from station import Sink, Station, expect, wait

pause = 0
with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "first\n")
    shipper = station.ship()
    wait(lambda: sink.messages, 10)

    os.kill(shipper.pid, signal.SIGSTOP)
    wait(lambda: open(f"/proc/{shipper.pid}/stat").read().rsplit(")", 1)[1].split()[0] == "T", 5)
    for n in range(30):
        station.write("gone.log", f"gone {n}\n")
        os.remove(station.logs + "/gone.log")
    os.kill(shipper.pid, signal.SIGCONT)

    shipper.terminate()
    shipper.wait(30)
    expect("gone.log" in station.said or any(m.startswith("gone") for m in sink.messages), sink.messages, station.said[-1500:])
    code, verdict = station.run("reconcile", station.path("weir.yaml"))
    expect("gone.log" in verdict, verdict)
