"""A private key whose lines come before and after a new start of the shipper (after its end, or SIGKILL) is masked to its end."""

from keys import Key, ship_first
from station import Sink, Station, expect

KEY = Key(13, "EC")

for killed in (False, True):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        ship_first(station, sink, KEY, killed)
        station.write("a.log", KEY.second)
        station.ship_once()
        expect("after" in sink.messages, "what follows the key did not come")
        KEY.expect_hidden(sink, f"after {'SIGKILL' if killed else 'an end'}")
