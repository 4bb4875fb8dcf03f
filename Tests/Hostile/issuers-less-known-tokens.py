"""The tokens of forges, clouds and tools that stand bare in a line are masked by their own form."""

import random
import string

from station import Sink, Station, expect

chance = random.Random(11)


def made(count, letters=string.ascii_letters + string.digits):
    return "".join(chance.choice(letters) for _ in range(count))


def named(prefix, *texts):
    """Each text with a word of its own."""
    return [(prefix + made(9), text) for text in texts]


HEX, DIGITS, CAPITALS = "0123456789abcdef", string.digits, string.ascii_uppercase + string.digits
TOKENS = [
    "gl" + "rt-" + made(20),
    "gh" + "s_" + made(36),
    "xa" + "pp-1-A" + made(10, CAPITALS) + "-" + made(13, DIGITS) + "-" + made(64, HEX),
    "rk_" + "live_" + made(24),
    "wh" + "sec_" + made(32),
    "dckr" + "_pat_" + made(27),
    "hf" + "_" + made(34, string.ascii_letters),
    "shp" + "at_" + made(32, HEX),
    "ya" + "29." + made(60),
    "GOC" + "SPX-" + made(28),
    "ATA" + "TT3xFfGF0" + made(60),
    "lin_" + "api_" + made(40),
    "NR" + "AK-" + made(27, CAPITALS),
    "gl" + "sa_" + made(32) + "_" + made(8, HEX),
    "da" + "pi" + made(32, HEX),
    "PM" + "AK-" + made(24, HEX) + "-" + made(34, HEX),
    "ts" + "key-auth-" + made(12) + "-" + made(32),
    "dp." + "pt." + made(43),
    "sb" + "p_" + made(40, HEX),
    "CF" + "PAT-" + made(43),
    "fi" + "gd_" + made(40),
    "pscale" + "_tkn_" + made(43),
    "rubygems" + "_" + made(48, HEX),
    "gs" + "k_" + made(52),
    "r8" + "_" + made(37),
    "nt" + "n_" + made(46),
    "bk" + "ua_" + made(40, HEX),
]
LINES = [(token, f"2026-11-30 08:15:02 INFO worker: trying {token} now") for token in TOKENS]

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    secrets = []
    for number, (secret, line) in enumerate(LINES):
        secrets.append((secret, line))
        station.write(f"{number:03}.log", line + "\n")
    station.ship_once()
    text = sink.text.decode(errors="replace")
    expect(len(sink.records) >= len(LINES), f"{len(sink.records)} records came of {len(LINES)} files")
    clear = [line.replace(secret, "<secret>") for secret, line in secrets if secret in text]
    expect(not clear, f"{len(clear)} of {len(LINES)} secrets went out in clear:", *clear)
