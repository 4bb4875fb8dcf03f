"""A SIGHUP that comes while a shipper is starting does not end it: it ships, and has read the file again."""

import signal

from station import Sink, Station, expect, wait


def awaits_hangups(process):
    """Whether SIGHUP alone is held back, or is caught: before that the program's own code does not run yet."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        masks = {name: int(mask, 16) for name, mask in (line.split(":\t") for line in file if line.startswith(("SigBlk", "SigCgt")))}
    # Where a thread is made, all signals are held back for a moment.
    return masks["SigBlk"] == 1 << (signal.SIGHUP - 1) or masks["SigCgt"] >> (signal.SIGHUP - 1) & 1


with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    for n in range(300):
        station.write(f"{n}.log", f"line {n}\n")
    shipper = station.ship()
    expect(wait(lambda: shipper.poll() is not None or awaits_hangups(shipper)), "SIGHUP is never awaited")
    shipper.send_signal(signal.SIGHUP)
    came = wait(lambda: shipper.poll() is not None or len(set(sink.messages)) == 300 and "SIGHUP" in station.said)
    expect(came and shipper.poll() is None, f"a SIGHUP at the start ended it ({shipper.poll()}), with the words", station.said[-300:])
