"""A secret that stands on the line behind its name (YAML folded, a list, an environment entry, XML, a PuTTY key) is masked."""

from masking import Words, expect_masked

words = Words(22)
KEY = [words.made(64) for _ in range(6)]
LINES = [
    (KEY[0], "password: >-\n  " + KEY[0]),
    (KEY[1], "passwords:\n  - " + KEY[1]),
    (KEY[2], "- name: DB_PASSWORD\n  value: " + KEY[2]),
    (KEY[3], "<password>\n  " + KEY[3] + "\n</password>"),
    (KEY[4], "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\n" + KEY[4]),
    (KEY[5], 'curl https://x \\\n  -H "Authorization: Bearer \\\n' + KEY[5] + '"'),
]

expect_masked(LINES)
