"""A private key whose log is rotated (renamed, or copied and truncated) between its lines is masked to its end, in the new log too."""

import os
import random
import shutil
import string

from station import Sink, Station, expect, wait

CHANCE = random.Random(11)
SIGNS = string.ascii_letters + string.digits + "+/"
LINES = ["".join(CHANCE.choice(SIGNS) for _ in range(64)) for _ in range(16)]
HEAD, TAIL = ("-----%s RSA PRIVATE " % word + "KEY-----\n" for word in ("BEGIN", "END"))


def text(lines):
    return "".join(line + "\n" for line in lines)


def rename(log):
    os.rename(log, log + ".1")


def copy(log):
    shutil.copy(log, log + ".1")
    os.truncate(log, 0)


for way in (rename, copy):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", HEAD + text(LINES[:8]))
        station.ship()
        expect(wait(lambda: len(sink.messages) >= 9), "nothing came:", station.said)
        way(station.logs + "/a.log")
        station.write("a.log", text(LINES[8:]) + TAIL + "after\n")
        expect(wait(lambda: "after" in sink.messages), "the new log was not read:", station.said)
        clear = [line for line in LINES if line.encode() in sink.text]
        expect(not clear, f"{way.__name__}: {len(clear)} of {len(LINES)} lines of the key went out in clear")
