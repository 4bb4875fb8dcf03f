"""A rule of one's own finds its text where a program spells it with the escapes of JSON, and the record stays JSON."""

import json

from station import Sink, Station, expect

CASES = [
    ("Müller", '{"customer":"M\\u00fcller"}', {"customer": "***"}),
    (r"acme/\d+", r'{"path":"acme\/123456"}', {"path": "***"}),
    (r"patient\s\w+ \w+", r'{"m":"patient\tJane Roe"}', {"m": "***"}),
    (r"EMP-\d{6}", r'{"id":"EMP\u002d123456"}', {"id": "***"}),
    (r"EMP-\d{6}", r'{"log":"{\"id\":\"EMP\\u002d123456\"}"}', {"log": '{"id":"***"}'}),
]

for pattern, line, expected in CASES:
    for literals in ("", ", literals: [%s]" % json.dumps(pattern[:4], ensure_ascii=False)):
        if "\\" in literals:
            continue
        with Station() as station:
            sink = Sink()
            station.configure(sink.url, more="redact: {rules: [{name: own, pattern: '%s'%s}]}" % (pattern, literals))
            station.write("a.log", line + "\n")
            status, said = station.ship_once()
            expect(len(sink.records) == 1, f"nothing came ({status}):", said)
            record = {name: value for name, value in sink.records[0].items() if name != "_weir"}
            expect(record == expected, f"the rule {pattern}{literals} left {line} as {record}")
