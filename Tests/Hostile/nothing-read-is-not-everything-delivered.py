"""A shipper that could write nothing, and so read nothing, doesn't say at its end that all is well: the summary says that reading stood
still, and the exit code is 74, with `--once` too."""

import resource
import signal

from station import Sink, Station, expect, wait

LIMIT = 1 << 20



def limited():
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))


with Station() as station:
    station.configure(Sink().url)
    station.write("a.log", "one\ntwo\n")
    shipper = station.ship(preexec_fn=limited)
    expect(wait(lambda: "reading stops" in station.said, 10), "it is not said:", station.said)
    shipper.send_signal(signal.SIGTERM)
    status = shipper.wait(20)
    expect(status == 74, f"exit {status}:", station.said)
    expect("Reading stood still" in station.said and "not everything was read" in station.said, station.said)
    status, said = station.run("ship", station.path("weir.yaml"), "--once", "--drain", "2s", preexec_fn=limited)
    expect(status == 74 and "not everything was read" in said and "LimitFSIZE" in said, f"--once, exit {status}:", said)
