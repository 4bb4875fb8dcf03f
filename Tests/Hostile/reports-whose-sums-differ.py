"""A report whose own sums do not agree (records, distinct ones and duplicates, rows) is never SAFE; as it was written it is."""

import copy

from reports import sound_report, verdict
from station import Station, expect

with Station() as station:
    sound, manifest = sound_report(station)
    for key in "records", "distinct", "duplicates":
        report = copy.deepcopy(sound)
        report["inputs"][0][key] += 7
        code, text = verdict(station, report, manifest)
        expect(code == 2, f"{key} too large by 7:", code, text)
