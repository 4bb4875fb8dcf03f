"""A private key in OpenSSH or PGP armour, in a YAML block, with a prefix before each line or a JSON record for each, is masked to its end only."""

import random
import string

from station import Sink, Station, expect

chance = random.Random(15)


def made(count, letters=string.ascii_letters + string.digits):
    return "".join(chance.choice(letters) for _ in range(count))


def named(prefix, *texts):
    """Each text with a word of its own."""
    return [(prefix + made(9), text) for text in texts]


HEX, DIGITS, CAPITALS = "0123456789abcdef", string.digits, string.ascii_uppercase + string.digits
BODY = [made(64) for _ in range(5)]


def armour(kind, bodies, dashes="-----"):
    return [f"{dashes}BEGIN {kind}{dashes}", *bodies, f"{dashes}END {kind}{dashes}"]


PREFIX = "2026-11-30 08:15:02 INFO tls: "
OPEN = "PRIVATE " + "KEY"
LINES = [
    (BODY[0], "\n".join(armour("OPENSSH " + OPEN, [BODY[0], made(64)]))),
    (BODY[1], "\n".join(armour("PGP " + OPEN + " BLOCK", ["Version: 1", "", BODY[1], "=abcd"]))),
    (BODY[2], "\n".join("  " + line for line in armour(OPEN, [BODY[2], made(64)]))),
    (BODY[3], "\n".join(PREFIX + line for line in armour("EC " + OPEN, [made(64), BODY[3]]))),
    (BODY[4], "\n".join('{"level": "info", "msg": "%s"}' % line for line in armour("RSA " + OPEN, [made(64), BODY[4]]))),
]
LINES = [(secret, text + "\n" + PREFIX + "kept") for secret, text in LINES]

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
