"""A limit of file size below what the spool's files take is called that by `config check --environment` and by a start, with the way out, and
ends no process."""

import resource
import signal

from station import Sink, Station, expect


def limited():
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "one\n")
    code, text = station.run("config", "check", "--environment", station.path("weir.yaml"), preexec_fn=limited)
    expect(code != 0 and "ulimit -f" in text and "MiB" in text, "config check:", code, text)
    code, text = station.run("ship", station.path("weir.yaml"), "--once", "--drain", "2s", preexec_fn=limited)
    expect(code == 74 and "limit of file size" in text and "LimitFSIZE" in text and "kernel's log" not in text, "ship:", code, text)
    expect(station.ship_once()[0] == 0 and sink.messages == ["one"], "without the limit:", sink.messages)
