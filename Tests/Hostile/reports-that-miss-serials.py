"""A report that says itself that serials are missing, or whose bytes do not agree with its rows, contradicts itself where its rows are whole: that is never SAFE."""

import copy

from reports import sound_report, verdict
from station import Station, expect

with Station() as station:
    sound, manifest = sound_report(station)
    wrong = []
    for key in "missing", "without", "payload_bytes", "bytes of a row":
        report = copy.deepcopy(sound)
        first = report["inputs"][0]
        if key == "bytes of a row":
            first["digests"][0]["bytes"] += 7
        elif key in first:
            first[key] += 7
        else:
            first["serials"][key] += 7
        code, text = verdict(station, report, manifest)
        if code == 0:
            wrong.append(key)
    expect(not wrong, "SAFE although too large by 7:", wrong)
