"""A password in an address that a loop of redirects encodes anew each time (seven times and more), and one in JSON that is a text in JSON twelve times over, is masked.

README: "... however deep they lie in JSON, addresses or escapes"."""

import json
import urllib.parse

from masking import Words, expect_masked

words = Words(59)
LINES = []
for depth in range(1, 11):
    secret = words.made(16)
    address = "/home?password=" + secret
    for _ in range(depth):
        address = "/login?next=" + urllib.parse.quote(address, safe="")
    LINES.append((secret, f'10.0.0.1 - - [30/Nov/2026:10:00:00 +0000] "GET {address} HTTP/1.1" 302 0'))
for depth in (3, 8, 12):
    secret = words.made(16)
    text = {"password": secret}
    for _ in range(depth):
        text = {"message": json.dumps(text)}
    LINES.append((secret, json.dumps(text)))

expect_masked(LINES)
