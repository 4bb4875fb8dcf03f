"""A source that gets another name, by SIGHUP or over a new start, ships its files again from their beginning: that is said."""

import signal

from station import Sink, Station, expect, wait

TWICE = []
for reload in (True, False):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", "".join(f"one {n}\n" for n in range(500)))
        shipper = station.ship()
        expect(wait(lambda: len(sink.messages) == 500, 10), station.said)
        path = station.path("weir.yaml")
        with open(path, encoding="utf-8") as file:
            text = file.read().replace("{name: s,", "{name: t,")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        if reload:
            shipper.send_signal(signal.SIGHUP)
            expect(wait(lambda: "SIGHUP" in station.said, 10), station.said)
        else:
            shipper.terminate()
            shipper.wait(20)
            shipper = station.ship()
        station.write("a.log", "two\n")
        expect(wait(lambda: "two" in sink.messages, 10), station.said)
        wait(lambda: False, 1)
        twice = len({record["_weir"]["id"] for record in sink.records}) - 501
        words = [line for line in station.said.splitlines() if " warning " in line or " error " in line]
        if twice and not words:
            TWICE.append(f"{'by SIGHUP' if reload else 'over a new start'}: {twice} of 500 records came twice without a warning")
expect(not TWICE, "; ".join(TWICE))
