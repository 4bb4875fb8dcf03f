"""A manifest whose own figures don't agree (its files' records or bytes, its first serial, its hosts) is never SAFE."""

import copy
import json

from reports import sound_report, verdict
from station import Station, expect

safe = []
with Station() as station:
    sound, path = sound_report(station)
    with open(path, encoding="utf-8") as file:
        manifest = json.load(file)
    changes = {
        "a file of it holds 1,000 records more than were generated": lambda it: it["files"][0].update(records=it["files"][0]["records"] + 1000),
        "a file of it weighs a byte more": lambda it: it["files"][0].update(bytes=it["files"][0]["bytes"] + 1),
        "its first serial is 1,001, so that none of its serials was received": lambda it: it.update(first_serial=1001),
        "it does not name the host of its records": lambda it: it.update(hosts=["db-9"]),
        "its files are none": lambda it: it.update(files=[]),
    }
    for what, change in changes.items():
        doctored = copy.deepcopy(manifest)
        change(doctored)
        with open(station.path("manifest.json"), "w", encoding="utf-8") as file:
            json.dump(doctored, file)
        code, line = verdict(station, sound, station.path("manifest.json"))
        if code == 0:
            safe.append(what)
expect(not safe, "SAFE though of the manifest", "; ".join(safe))
