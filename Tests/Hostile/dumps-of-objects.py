"""A value printed by Go, Java, Rust, Ruby, PHP, Elixir or Python loses the member that is a password."""

import random
import string

from station import Sink, Station, expect

chance = random.Random(16)


def made(count, letters=string.ascii_letters + string.digits):
    return "".join(chance.choice(letters) for _ in range(count))


def named(prefix, *texts):
    """Each text with a word of its own."""
    return [(prefix + made(9), text) for text in texts]


HEX, DIGITS, CAPITALS = "0123456789abcdef", string.digits, string.ascii_uppercase + string.digits
LINES = [
    (word, f"2026-11-30 08:15:02 DEBUG app: {text % word}")
    for word, text in named(
        "Falcon",
        'Config{User:"bob", Password:"%s", Port:1}',
        "&{User:bob Password:%s Port:1}",
        "User(name=bob, password=%s, age=4)",
        "User{name='bob', password='%s'}",
        'array(1) { ["password"]=> string(15) "%s" }',
        "[password] => %s",
        '#<User id: 1, password: "%s">',
        'password: Some("%s")',
        'Namespace(user="x", password="%s")',
        'OrderedDict([("password", "%s")])',
        '{:password "%s"}',
        "define('DB_PASSWORD', '%s');",
    )
]

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
