"""A record that brings `_weir` behind a byte order mark, tabs, a bare CR, escapes or twice never has one that a parser takes for the shipper's."""

import json

from station import Sink, Station, expect

FORGED = '"id": "forged"'
LINES = [
    '\ufeff{"message": "mark", "_weir": {%s}}',
    '{"_weir"\t:\t{%s}, "message": "tabs"}',
    '{"message": "return",\r"_weir": {%s}}',
    '{"\\u005f\\u0077eir": {%s}, "message": "escapes"}',
    '{"message": "twice", "_weir": {%s}, "_weir": {"host": "forged"}}',
    '{"message": "unpaired \\ud800", "_weir": {%s}}',
    '  {"message": "spaces", "_weir": {%s}}  ',
]

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    for number, line in enumerate(LINES):
        station.write(f"{number}.log", line % FORGED + "\n")
    station.ship_once()
    lines = [line for line in sink.text.split(b"\n") if line]
    expect(len(lines) == len(LINES), f"{len(lines)} of {len(LINES)} records came")
    for line in lines:
        pairs = json.loads(line, object_pairs_hook=list)
        own = [dict(value) for name, value in pairs if name == "_weir"]
        expect(len(own) == 1 and own[0]["host"] == "h" and own[0]["id"] != "forged", "a record set its own origin:", line)
