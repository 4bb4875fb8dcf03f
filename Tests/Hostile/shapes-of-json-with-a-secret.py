"""JSON that names a secret beside its value (typed attributes, an argument vector, a type, a key of a JWK, a kubeconfig) loses the value."""

import json

from masking import Words, expect_masked

words = Words(21)
WORDS = ["Falcon" + words.made(30) for _ in range(8)]
LINES = [
    (WORDS[0], json.dumps({"msg": "x", "args": ["mysql", "-u", "root", "-p" + WORDS[0]]})),
    (WORDS[1], json.dumps({"msg": "x", "argv": ["docker", "login", "-u", "bob", "-p", WORDS[1]]})),
    (WORDS[2], json.dumps({"msg": "x", "attributes": [{"key": "api_key", "value": {"stringValue": WORDS[2]}}]})),
    (WORDS[3], json.dumps({"msg": "x", "credentials": {"username": "bob", "value": WORDS[3]}})),
    (WORDS[4], json.dumps({"msg": "x", "input": {"type": "password", "value": WORDS[4]}})),
    (WORDS[5], json.dumps({"msg": 'Invalid value "%s" for field "password"' % WORDS[5]})),
    (WORDS[6], json.dumps({"msg": "x", "jwk": {"kty": "EC", "crv": "P-256", "d": WORDS[6], "x": "abc"}})),
    (WORDS[7], json.dumps({"msg": "x", "users": [{"name": "a", "user": {"client-key-data": "LS0tLS1CRUdJTi" + WORDS[7]}}]})),
]

expect_masked(LINES)
