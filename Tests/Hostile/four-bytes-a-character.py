"""A log in UTF-32, either way round, is refused by name and not shipped as broken text; a log beside it is read."""

from station import Sink, Station, expect

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    for name, codec, mark in ("le.log", "utf-32-le", b"\xff\xfe\0\0"), ("be.log", "utf-32-be", b"\0\0\xfe\xff"):
        station.write(name, mark + "password=hunter2hunter2\n".encode(codec))
    station.write("a.log", "one\n")
    code, text = station.ship_once()
    expect(sink.messages == ["one"], sink.messages)
    expect("le.log" in text and "be.log" in text and "UTF-32" in text, text)
