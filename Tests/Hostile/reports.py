"""For reproductions of doctored reports: a sound one, and what `weir reconcile` says of a changed one."""

import contextlib
import json
import os
import re
import select
import socket
import subprocess

from station import expect, wait


def address(text):
    host, port = text.rsplit(":", 1) if text else ("", 0)
    return host, int(port)


class Receiver:
    """A receiver at work: the URL and the address of syslog that it listens at, its process, and where its report is once it has ended."""

    def __init__(self, station, syslog=False):
        self.station, self.report = station, station.path("report.json")
        ready = station.path("ready")
        arguments = ["receive", "--http", "127.0.0.1:0", "--ready-file", ready, "--report", self.report]
        if syslog:
            arguments += ["--syslog", "127.0.0.1:0"]
        with open(station.path("said"), "ab") as said:
            self.process = subprocess.Popen([station.weir, *arguments], stdout=said, stderr=said)
        station.running.append(self.process)
        expect(wait(lambda: os.path.exists(ready) and os.path.getsize(ready) > 10), "it does not listen:", station.said[-400:])
        with open(ready, encoding="utf-8") as file:
            addresses = json.load(file)
        self.http, self.syslog = address(addresses["http"]), address(addresses.get("syslog"))
        self.url = "http://" + addresses["http"] + "/x"

    def most_memory(self):
        """What it took at most so far, in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1)) // 1024

    def end(self):
        """Its exit code."""
        self.process.terminate()
        return self.process.wait(30)


def begin(address, text):
    """A connection whose peer has taken all that it will of what is never ended."""
    peer = socket.create_connection(address, 5)
    peer.setblocking(False)
    rest = memoryview(text)
    try:
        while rest and select.select([], [peer], [], 0.1)[1]:
            rest = rest[peer.send(rest) :]
    except OSError:
        pass
    return peer


@contextlib.contextmanager
def receiver(station):
    """A receiver that ends with the block, and has written its report then."""
    at_work = Receiver(station)
    try:
        yield at_work
    finally:
        at_work.end()


def shipped(station):
    """A workload of three hosts, shipped to a receiver: the path of its report and of the manifest."""
    made = station.path("made")
    sample = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/deployments/small.yaml")
    station.run("generate", sample, "--out", made, "--seed", "7", "--records", "300")
    hosts = sorted(name for name in os.listdir(made) if os.path.isdir(os.path.join(made, name)))
    sources = "".join(f'  - {{name: {name}, kind: files, host: {name}, include: ["{made}/{name}/**/*.log"]}}\n' for name in hosts)
    with receiver(station) as at_work:
        with open(station.path("weir.yaml"), "w", encoding="utf-8") as file:
            file.write(f"spool: {{directory: {station.folder}/spool}}\nsources:\n{sources}sinks:\n  - {{name: w, kind: http, url: \"{at_work.url}\"}}\n")
        station.ship_once()
    return at_work.report, made + "/manifest.json"


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
