"""A stored verifier of a password (crypt, bcrypt, argon2, SCRAM, SSHA, PBKDF2) is masked wherever it stands, since it can be tried offline."""

from masking import Words, expect_masked

words = Words(12)
VERIFIERS = [
    "$2b" + "$12$" + words.made(53),
    "$6" + "$" + words.made(8) + "$" + words.made(86),
    "$argon2" + "id$v=19$m=65536,t=3,p=4$" + words.made(22) + "$" + words.made(43),
    "SCRAM" + "-SHA-256$4096:" + words.made(22) + "==$" + words.made(43) + "=:" + words.made(43) + "=",
    "{SS" + "HA}" + words.made(32),
    "pbkdf2" + "_sha256$600000$" + words.made(22) + "$" + words.made(43) + "=",
    "$apr1" + "$" + words.made(8) + "$" + words.made(22),
]
LINES = [(verifier[-20:].rstrip("="), f"2026-11-30 08:15:02 DEBUG users: row bob:{verifier}:1004") for verifier in VERIFIERS]

expect_masked(LINES)
