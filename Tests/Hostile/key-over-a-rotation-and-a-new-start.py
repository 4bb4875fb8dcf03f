"""A private key whose log is rotated (renamed, or copied and truncated) between its lines while no shipper runs is masked to its end."""

from keys import Key, copy, rename, ship_first
from station import Sink, Station, expect

KEY = Key(17)

for way in (rename, copy):
    for killed in (False, True):
        with Station() as station:
            sink = Sink()
            station.configure(sink.url)
            ship_first(station, sink, KEY, killed)
            way(station.logs + "/a.log")
            station.write("a.log", KEY.second)
            station.ship_once()
            expect("after" in sink.messages, "what follows the key did not come")
            KEY.expect_hidden(sink, f"{way.__name__} after {'SIGKILL' if killed else 'an end'}")
