"""For reproductions of private keys that come in two halves: a key made at run time, ways to rotate its log between them, and what went out."""

import os
import random
import shutil
import string

from station import expect, wait

SIGNS = string.ascii_letters + string.digits + "+/"


class Key:
    """The same lines for the same seed: a first half of nine, a second one behind which `after` stands."""

    def __init__(self, seed, kind="RSA"):
        chance = random.Random(seed)
        self.lines = ["".join(chance.choice(SIGNS) for _ in range(64)) for _ in range(16)]
        head, tail = ("-----%s %s PRIVATE " % (word, kind) + "KEY-----\n" for word in ("BEGIN", "END"))
        self.first = head + "".join(line + "\n" for line in self.lines[:8])
        self.second = "".join(line + "\n" for line in self.lines[8:]) + tail + "after\n"

    def expect_hidden(self, sink, when):
        clear = [line for line in self.lines if line.encode() in sink.text]
        expect(not clear, f"{when}: {len(clear)} of {len(self.lines)} lines of the key went out in clear")


def rename(log):
    os.rename(log, log + ".1")


def copy(log):
    shutil.copy(log, log + ".1")
    os.truncate(log, 0)


def ship_first(station, sink, key, killed):
    """Its first half is shipped; the shipper ends by itself, or by SIGKILL."""
    station.write("a.log", key.first)
    if not killed:
        station.ship_once()
        return
    process = station.ship()
    expect(wait(lambda: len(sink.messages) >= 9), "nothing came:", station.said)
    process.kill()
    process.wait()
