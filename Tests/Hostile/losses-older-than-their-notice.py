"""A loss counts for every window that begins before it was noticed: what is gone may be older than the minute that it is dated by.

README: "what can't be placed in time makes every window unknown". A log that is cut, removed or never readable today may hold yesterday's
records, so the proof of yesterday is not SAFE. Cases: unread lines of yesterday are cut off while the shipper is down; a log of yesterday
can't be decoded; the spool is full and a log of yesterday goes unread; unread lines name no time at all.
"""

import json
import os
import time

from reports import receiver
from station import Station, expect, wait

DAY = 86400
YESTERDAY = time.time() - DAY
TODAY = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime())


def line(number, **keys):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(YESTERDAY))
    return json.dumps({"timestamp": stamp, "level": "INFO", "message": f"m {number}", **keys}) + "\n"


def lines(first, end, **keys):
    return "".join(line(number, **keys) for number in range(first, end))


def cut_off(station, url):
    station.configure(url)
    station.write("a.log", lines(0, 100))
    station.ship_once()
    station.write("a.log", lines(100, 150))
    os.truncate(station.logs + "/a.log", 0)
    station.ship_once()


def undecodable(station, url):
    station.configure(url)
    station.write("a.log", lines(0, 100))
    station.write("b.log", ("\ufeff" + lines(100, 150)).encode("utf-32-le"))
    os.utime(station.logs + "/b.log", (YESTERDAY, YESTERDAY))
    station.ship_once()


def spool_full(station, url):
    station.configure("http://127.0.0.1:1/", spool="size: 16MiB")
    station.write("a.log", lines(0, 60000, pad="x" * 600))
    shipper = station.ship()
    expect(wait(lambda: "full" in station.said), "the spool does not get full", station.said)
    os.unlink(station.logs + "/a.log")
    shipper.terminate()
    shipper.wait(60)
    station.configure(url, spool="size: 16MiB")
    station.ship_once()


def without_a_time(station, url):
    station.configure(url)
    station.write("a.log", lines(0, 100))
    station.ship_once()
    station.write("k.log", "kernel: disk failure\n" * 10)
    os.utime(station.logs + "/k.log", (YESTERDAY, YESTERDAY))


SEEN = []
for case in (cut_off, undecodable, spool_full, without_a_time):
    with Station() as station:
        with receiver(station) as at_work:
            case(station, at_work.url)
        status, verdict = station.run("reconcile", station.path("weir.yaml"), "--report", at_work.report, "--until", TODAY)
        if status == 0:
            SEEN.append(f"{case.__name__}: {verdict.strip().splitlines()[-1]}")
expect(not SEEN, "yesterday's proof: " + "; ".join(SEEN))
