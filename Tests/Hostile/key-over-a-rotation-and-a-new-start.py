"""A private key whose log is rotated (renamed, or copied and truncated) between its lines while no shipper runs is masked to its end."""

import os
import random
import shutil
import string

from station import Sink, Station, expect, wait

CHANCE = random.Random(17)
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
    for killed in (False, True):
        with Station() as station:
            sink = Sink()
            station.configure(sink.url)
            station.write("a.log", HEAD + text(LINES[:8]))
            if killed:
                process = station.ship()
                expect(wait(lambda: len(sink.messages) >= 9), "nothing came:", station.said)
                process.kill()
                process.wait()
            else:
                station.ship_once()
            way(station.logs + "/a.log")
            station.write("a.log", text(LINES[8:]) + TAIL + "after\n")
            station.ship_once()
            expect("after" in sink.messages, "what follows the key did not come")
            clear = [line for line in LINES if line.encode() in sink.text]
            end = "SIGKILL" if killed else "an end"
            expect(not clear, f"{way.__name__} after {end}: {len(clear)} of {len(LINES)} lines of the key went out in clear")
