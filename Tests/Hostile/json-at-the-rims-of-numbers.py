"""A valid JSON record whose numbers are large (1e300) keeps its members at the top, as every other record does."""

import json

from station import Sink, Station, expect

LINES = [
    '{"msg": "kept", "n": 1e300}',
    '{"msg": "kept", "n": 1.7976931348623157e308}',
    '{"msg": "kept", "n": -1E+305, "password": "%s"}' % ("Zk8" + "Qw3Lm7"),
    '{"msg": "kept", "n": 1e-320}',
    '{"msg": "kept", "n": 123456789012345678901234567890123456789012345678901234567890}',
    '{"msg": "kept", "n": [[[[-0.0e-0]]]]}',
]

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "".join(line + "\n" for line in LINES))
    station.ship_once()
    came = sink.records
    expect(len(came) == len(LINES), f"{len(came)} of {len(LINES)} records came")
    texts = [line for line, record in zip(LINES, came) if list(record)[1:] != list(json.loads(line))]
    expect(not texts, f"{len(texts)} of {len(LINES)} came as text in `message`:", *texts)
