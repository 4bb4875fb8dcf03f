"""A shipper that could write nothing, and so read nothing, doesn't say at its end that all is well: the summary says that reading stood
still, and the exit code is 74."""

import resource
import signal

from station import Sink, Station, expect, wait

LIMIT = 1 << 20

with Station() as station:
    station.configure(Sink().url)
    station.write("a.log", "one\ntwo\n")
    shipper = station.ship(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT)))
    expect(wait(lambda: "reading stops" in station.said, 10), "it is not said:", station.said)
    shipper.send_signal(signal.SIGTERM)
    status = shipper.wait(20)
    expect(status == 74, f"exit {status}:", station.said)
    expect("Reading stood still" in station.said and "not everything was read" in station.said, station.said)
