"""An address that is itself the key (a reset link, a bot, a function key, a webhook) is masked."""

from masking import Words, expect_masked

words = Words(23)
LINES = []
for text, count in [
    ("GET /r?reset_token=%s 200", 40),
    ("GET /reset/password/%s 200", 40),
    ("GET /verify-email/%s 200", 40),
    ("GET /magic-link?t=%s 302", 40),
    ("https://api.telegram.org/bot123456789:AA%s/getMe", 33),
    ("https://maker.ifttt.com/trigger/x/with/key/%s", 22),
    ("x-functions-key: %s", 56),
    ("Sec-WebSocket-Protocol: bearer, %s", 40),
    ("https://hooks.zapier.com/hooks/catch/123456/%s/", 7),
]:
    secret = words.made(count)
    LINES.append((secret, "2026-11-30 08:15:02 INFO http: " + text % secret))

expect_masked(LINES)
