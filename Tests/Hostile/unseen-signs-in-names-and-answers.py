"""Tag characters, joiners, Arabic marks, interlinear anchors and C1 in names, records and an endpoint's answer never reach a terminal or JSON as they are."""

import json
import re

from station import Sink, Station, expect

UNSEEN = "\x1b]0;x\x07\x9b31m\u202eabc\u2066\u200b\U000e0041\u061c\ufff9\u2028"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]")

with Station() as station:
    # It takes one, so that what it refuses is a dead letter.
    sink = Sink(lambda body: (400 if b"abc" in body else 200, {}, UNSEEN.encode()))
    station.configure(sink.url)
    record = dict.fromkeys(("name", "host", "levelname", "message"), UNSEEN)
    station.write(UNSEEN + ".log", json.dumps(record, ensure_ascii=False) + "\n")
    station.write("plain.log", "taken\n")
    outputs = {"ship": station.ship_once()[1], "measure": station.run("measure", station.logs)[1]}
    for words in (["spool", "list"], ["spool", "show"], ["spool", "dead", "list"], ["reconcile"]):
        for form in ("table", "json"):
            name = " ".join([*words, form])
            outputs[name] = station.run(*words, station.path("weir.yaml"), "--format", form)[1]
    expect("abc" in outputs["spool dead list table"], "no dead letter is shown:", ascii(outputs["spool dead list table"]))
    for name, output in outputs.items():
        signs = sorted({ascii(sign) for sign in RAW.findall(output)})
        expect(not signs, name, "shows", *signs)
