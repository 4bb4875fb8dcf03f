"""SQL that gives a role, a login, a mapping or a replica its password keeps its shape and loses the password."""

from masking import Words, expect_masked

words = Words(13)
LINES = [
    (word, f"2026-11-30 08:15:02 LOG statement: {text % word}")
    for word, text in words.named(
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

expect_masked(LINES)
