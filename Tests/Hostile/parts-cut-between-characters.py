"""A line of 3 MiB of two- to four-byte characters comes in parts that are put together to the same text."""

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    for shift in range(4):
        line = "x" * shift + "\u00e9\u20ac\U0001f600" * 350000
        station.write("a.log", line + "\n")
        station.ship_once()
        got = "".join(sink.messages)
        expect(got == line, f"shifted by {shift}: {len(got)} characters of {len(line)}, {got.count(chr(0xfffd))} replaced")
        sink.bodies.clear()
