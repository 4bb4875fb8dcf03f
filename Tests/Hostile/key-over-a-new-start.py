"""A private key whose lines come before and after a new start of the shipper (after its end, or SIGKILL) is masked to its end."""

import random
import string

from station import Sink, Station, expect, wait

CHANCE = random.Random(13)
SIGNS = string.ascii_letters + string.digits + "+/"
LINES = ["".join(CHANCE.choice(SIGNS) for _ in range(64)) for _ in range(16)]
HEAD, TAIL = ("-----%s EC PRIVATE " % word + "KEY-----\n" for word in ("BEGIN", "END"))


def text(lines):
    return "".join(line + "\n" for line in lines)


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
        station.write("a.log", text(LINES[8:]) + TAIL + "after\n")
        station.ship_once()
        expect("after" in sink.messages, "what follows the key did not come")
        clear = [line for line in LINES if line.encode() in sink.text]
        expect(not clear, f"after {'SIGKILL' if killed else 'an end'} {len(clear)} of {len(LINES)} lines of the key went out in clear")
