"""A log that comes and goes unopened shortly before a shipper is asked to end is said as a loss of unknown size all the same."""

import os
import signal

from station import Sink, Station, expect, wait

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
    code, verdict = station.run("reconcile", station.path("weir.yaml"))
    came = [m for m in sink.messages if m.startswith("gone")]
    expect(len(came) == 30 or "gone.log" in verdict and "gone.log" in station.said, came, verdict, station.said[-1500:])
