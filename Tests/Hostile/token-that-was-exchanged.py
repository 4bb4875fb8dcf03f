"""A token, or a header's value, that SIGHUP exchanged stays masked where an endpoint echoes it later: it may still be valid."""

import os
import signal

from masking import Words
from station import Sink, Station, expect, wait

words = Words(57)
shown = []
for key, header in (("token_file: {}", "Authorization"), ("header_files: {{X-Api-Key: {}}}", "X-Api-Key")):
    old, new = ("tok-" + words.made(20) for _ in range(2))
    with Station() as station:
        sink = Sink(lambda body: (400, {}, b"no such key: " + old.encode()) if b"second" in body else (200, {}, b""))
        path = station.path("secret")

        def keep(value):
            with open(path, "w", encoding="ascii") as file:
                file.write(value + "\n")
            os.chmod(path, 0o600)

        keep(old)
        station.configure(sink.url, sink=key.format(path))
        station.write("a.log", "first\n")
        process = station.ship()
        expect(wait(lambda: "first" in sink.messages, 8), "nothing came:", station.said)
        keep(new)
        process.send_signal(signal.SIGHUP)

        def taken():
            station.write("a.log", "more\n")
            return any(new in request.get(header, "") for request in sink.requests)

        expect(wait(taken, 8), "the new one was not taken:", station.said)
        station.write("a.log", "second\n")
        expect(wait(lambda: "dead letters" in station.said, 8), "no dead letter:", station.said)
        said = station.said + station.run("spool", "dead", "list", station.path("weir.yaml"))[1]
        expect("no such key" in said, "the answer is not told:", said)
        if old in said:
            shown.append(key.split(":")[0])
expect(not shown, "the former secret is shown:", ", ".join(shown))
