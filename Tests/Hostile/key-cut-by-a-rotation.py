"""A private key whose log is rotated (renamed, or copied and truncated) between its lines is masked to its end, in the new log too."""

from keys import Key, copy, rename
from station import Sink, Station, expect, wait

KEY = Key(11)

for way in (rename, copy):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", KEY.first)
        station.ship()
        expect(wait(lambda: len(sink.messages) >= 9), "nothing came:", station.said)
        way(station.logs + "/a.log")
        station.write("a.log", KEY.second)
        expect(wait(lambda: "after" in sink.messages), "the new log was not read:", station.said)
        KEY.expect_hidden(sink, way.__name__)
