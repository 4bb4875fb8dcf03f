"""For reproductions of secrets: words made at run time, so that nothing that looks like a secret is committed, and what becomes of them."""

import random
import string

from station import Sink, Station, expect

HEX, DIGITS, CAPITALS = "0123456789abcdef", string.digits, string.ascii_uppercase + string.digits


class Words:
    """The same words for the same seed."""

    def __init__(self, seed):
        self.chance = random.Random(seed)

    def made(self, count, letters=string.ascii_letters + string.digits):
        return "".join(self.chance.choice(letters) for _ in range(count))

    def named(self, prefix, *texts):
        """Each text with a word of its own."""
        return [(prefix + self.made(9), text) for text in texts]


def expect_masked(lines):
    """Of pairs of a secret and the line that holds it: each line comes, and no secret does."""
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        for number, (_, line) in enumerate(lines):
            station.write(f"{number:03}.log", line + "\n")
        station.ship_once()
        text = sink.text.decode(errors="replace")
        expect(len(sink.records) >= len(lines), f"{len(sink.records)} records came of {len(lines)} files")
        clear = [line.replace(secret, "<secret>") for secret, line in lines if secret in text]
        expect(not clear, f"{len(clear)} of {len(lines)} secrets went out in clear:", *clear)
