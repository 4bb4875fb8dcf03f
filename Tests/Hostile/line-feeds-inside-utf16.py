"""In UTF-16 a character whose bytes hold 0A or 0D (U+0A0A, U+010A, U+0D0D) is no end of a line; surrogate pairs and line ends that come in halves are read whole."""

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    lines = [f"{n} \u0a0a\u010a\u0d0d\u0d0a \U0001f600 end" for n in range(200)]
    for name, codec, mark in ("le.log", "utf-16-le", b"\xff\xfe"), ("be.log", "utf-16-be", b"\xfe\xff"):
        data = mark + "".join(line + "\r\n" for line in lines).encode(codec)
        station.write(name, data[:1001])
        if name == "le.log":
            station.ship()
        half = len(sink.bodies)
        wait(lambda: len(sink.messages) >= 20, 5)
        for at in range(1001, len(data), 331):
            station.write(name, data[at:at + 331])
    wait(lambda: len(sink.messages) >= 400, 10)
    expect(sorted(sink.messages) == sorted(lines * 2), f"{len(sink.messages)} records, {sum(m in lines for m in sink.messages)} of them right, of 400", [m for m in sink.messages if m not in lines][:5])
