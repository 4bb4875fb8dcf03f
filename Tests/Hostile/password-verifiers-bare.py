"""A stored verifier of a password (crypt, bcrypt, argon2, SCRAM, SSHA, PBKDF2) is masked wherever it stands, since it can be tried offline."""

import random
import string

from station import Sink, Station, expect

chance = random.Random(12)


def made(count, letters=string.ascii_letters + string.digits):
    return "".join(chance.choice(letters) for _ in range(count))


def named(prefix, *texts):
    """Each text with a word of its own."""
    return [(prefix + made(9), text) for text in texts]


HEX, DIGITS, CAPITALS = "0123456789abcdef", string.digits, string.ascii_uppercase + string.digits
VERIFIERS = [
    "$2b" + "$12$" + made(53),
    "$6" + "$" + made(8) + "$" + made(86),
    "$argon2" + "id$v=19$m=65536,t=3,p=4$" + made(22) + "$" + made(43),
    "SCRAM" + "-SHA-256$4096:" + made(22) + "==$" + made(43) + "=:" + made(43) + "=",
    "{SS" + "HA}" + made(32),
    "pbkdf2" + "_sha256$600000$" + made(22) + "$" + made(43) + "=",
    "$apr1" + "$" + made(8) + "$" + made(22),
]
LINES = [(verifier[-20:].rstrip("="), f"2026-11-30 08:15:02 DEBUG users: row bob:{verifier}:1004") for verifier in VERIFIERS]

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
