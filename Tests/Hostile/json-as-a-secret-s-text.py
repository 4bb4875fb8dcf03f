"""A member that is a secret by its name and holds JSON as a text (AWS Secrets Manager's SecretString, a service's credentials in a variable) loses all values in there, as it does where the JSON stands as an object.

README: "Secrets are taken out before anything else ... however deep they lie in JSON, addresses or escapes"."""

import json

from masking import Words, expect_masked

words = Words(58)


def coded(value, times):
    for _ in range(times):
        value = json.dumps(value)
    return value


LINES = []
# As an object it is masked: the measure of what follows.
secret = words.made(16)
LINES.append((secret, json.dumps({"message": "got", "password": {"host": "db", "b": secret}})))
for shape in (
    lambda inner: {"message": "got", "password": inner},
    lambda inner: {"message": "got", "password": {"a": inner}},
    lambda inner: {"message": "env", "client_secret": inner},
    lambda inner: {"message": "got", "response": {"Name": "prod/db", "SecretString": inner}},
):
    secret = words.made(16)
    LINES.append((secret, json.dumps(shape(coded({"host": "db", "b": secret}, 1)))))
secret = words.made(16)
LINES.append((secret, json.dumps({"message": "got", "password": json.dumps([secret])})))

expect_masked(LINES)
