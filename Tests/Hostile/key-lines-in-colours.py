"""The lines of a private key that are coloured for a terminal, each by itself, are masked, in text and in JSON.

README: "private keys over several lines, records and a rotation ... become `***`"."""

from masking import Words, expect_masked

made = Words(42).made
OPEN, CLOSE = ("-----%s RSA PRIVATE " % word + "KEY-----" for word in ("BEGIN", "END"))
E = "\x1b["
LINES = []
for paint in (f"{E}32m%s{E}0m", f"{E}32m+%s{E}0m", '{"msg": "\\u001b[32m%s\\u001b[0m"}'):
    body = [made(64) for _ in range(8)]
    text = "\n".join(paint % line for line in (OPEN, *body, CLOSE))
    LINES += [(line, text) for line in body[:1]] + [(line, "after") for line in body[1:]]

expect_masked(LINES)
