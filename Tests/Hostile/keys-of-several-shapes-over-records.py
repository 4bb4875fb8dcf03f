"""A private key in OpenSSH or PGP armour, in a YAML block, with a prefix before each line or a JSON record for each, is masked to its end only."""

from masking import Words, expect_masked

made = Words(15).made
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

expect_masked(LINES)
