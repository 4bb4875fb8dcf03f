"""SQL that gives a role, a login, a mapping or a replica its password keeps its shape and loses the password."""

import random
import string

from station import Sink, Station, expect

chance = random.Random(13)


def made(count, letters=string.ascii_letters + string.digits):
    return "".join(chance.choice(letters) for _ in range(count))


def named(prefix, *texts):
    """Each text with a word of its own."""
    return [(prefix + made(9), text) for text in texts]


HEX, DIGITS, CAPITALS = "0123456789abcdef", string.digits, string.ascii_uppercase + string.digits
LINES = [
    (word, f"2026-11-30 08:15:02 LOG statement: {text % word}")
    for word, text in named(
        "Otter",
        "ALTER USER 'app'@'%%' IDENTIFIED WITH mysql_native_password BY '%s'",
        "CREATE LOGIN bob WITH PASSWORD = N'%s', CHECK_POLICY=ON",
        "CREATE USER MAPPING FOR bob SERVER s OPTIONS (user 'bob', password '%s')",
        "UPDATE account SET pwd='%s' WHERE id=9",
        "CREATE SUBSCRIPTION s CONNECTION 'host=a user=b password=%s' PUBLICATION p",
        "CHANGE MASTER TO MASTER_HOST='h', MASTER_USER='r', MASTER_PASSWORD='%s'",
        "INSERT INTO users VALUES (1, 'bob', crypt('%s', gen_salt('bf')))",
        "CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY='u', SECRET='%s'",
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
