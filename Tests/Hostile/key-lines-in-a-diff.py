"""A private key that a diff adds or removes (`git diff`, `ansible --diff`: + or - before each line) is masked to its end, in text, behind a prefix and in JSON.

README: "private keys over several lines, records and a rotation ... become `***`"."""

from masking import Words, expect_masked

made = Words(43).made
OPEN, CLOSE = ("-----%s RSA PRIVATE " % word + "KEY-----" for word in ("BEGIN", "END"))
LINES = []
for form in ("+%s", "-%s", "2026-11-30 10:00:00 INFO ansible: +%s", '{"msg": "+%s"}'):
    body = [made(64) for _ in range(8)]
    text = "\n".join(form % line for line in (OPEN, *body, CLOSE))
    LINES += [(line, text) for line in body[:1]] + [(line, "after") for line in body[1:]]

expect_masked(LINES)
