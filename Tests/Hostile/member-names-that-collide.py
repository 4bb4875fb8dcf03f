"""A JSON record that has a member named `***` beside one whose name is a token keeps both: masking makes no two members of one name, of which a parser keeps one.

README: "JSON stays JSON with the same members"."""

import json

from masking import Words
from station import Sink, Station, expect

words = Words(46)
token = lambda: "gh" + "p_" + words.made(36)  # noqa: E731
LINES = [
    '{"message": "two tokens", "%s": "bob", "%s": "eve"}' % (token(), token()),
    '{"message": "a name of stars", "***": "bob", "%s": "eve"}' % token(),
    '{"message": "longer stars", "%s": "bob", "******": "eve", "%s": "joe"}' % (token(), token()),
    '{"message": "stars behind", "%s": "bob", "***": "eve"}' % token(),
    '{"message": "below", "sessions": {"***": "bob", "%s": "eve"}}' % token(),
]
with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "".join(line + "\n" for line in LINES))
    station.ship_once()
    expect(len(sink.records) == len(LINES), f"{len(sink.records)} of {len(LINES)} records came")
    lost = []
    for line, record in zip(LINES, sink.records):
        first = json.loads(line)
        for whole, part in ((first, record), (first.get("sessions", {}), record.get("sessions", {}))):
            missing = set(map(str, whole.values())) - set(map(str, part.values()))
            if missing and "sessions" not in whole:
                lost.append(f"{first['message']}: {missing} is gone")
    expect(not lost, "; ".join(lost))
