"""For reproductions of doctored reports: a sound one, and what `weir reconcile` says of a changed one."""

import contextlib
import json
import os
import subprocess

from station import expect, wait


@contextlib.contextmanager
def receiver(station):
    """The URL of a receiver at work, and where its report is once it has ended."""
    ready, report = station.path("ready"), station.path("report.json")
    process = subprocess.Popen(
        [station.weir, "receive", "--http", "127.0.0.1:0", "--report", report, "--ready-file", ready],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    station.running.append(process)
    wait(lambda: os.path.exists(ready) and os.path.getsize(ready) > 10)
    with open(ready, encoding="utf-8") as file:
        yield "http://" + json.load(file)["http"] + "/x", report
    process.terminate()
    process.wait(30)


def shipped(station):
    """A workload of three hosts, shipped to a receiver: the path of its report and of the manifest."""
    made = station.path("made")
    sample = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/deployments/small.yaml")
    station.run("generate", sample, "--out", made, "--seed", "7", "--records", "300")
    hosts = sorted(name for name in os.listdir(made) if os.path.isdir(os.path.join(made, name)))
    sources = "".join(f'  - {{name: {name}, kind: files, host: {name}, include: ["{made}/{name}/**/*.log"]}}\n' for name in hosts)
    with receiver(station) as (url, report):
        with open(station.path("weir.yaml"), "w", encoding="utf-8") as file:
            file.write(f"spool: {{directory: {station.folder}/spool}}\nsources:\n{sources}sinks:\n  - {{name: w, kind: http, url: \"{url}\"}}\n")
        station.ship_once()
    return report, made + "/manifest.json"


def verdict(station, report, manifest):
    with open(station.path("doctored.json"), "w", encoding="utf-8") as file:
        json.dump(report, file)
    code, text = station.run("reconcile", station.path("weir.yaml"), "--report", station.path("doctored.json"), "--manifest", manifest)
    return code, text.strip().splitlines()[-1]


def sound_report(station):
    """The report as it was written, which is SAFE, and its manifest's path."""
    path, manifest = shipped(station)
    with open(path, encoding="utf-8") as file:
        sound = json.load(file)
    code, text = verdict(station, sound, manifest)
    expect(code == 0, "the sound report:", code, text)
    return sound, manifest
