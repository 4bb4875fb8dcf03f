"""A private key as base64 of its PEM (LS0tLS1CRUdJTi..., as Kubernetes' `data`, CI variables and cloud-init write it) is masked also where no name tells that it is one.

README: "keys ... and some hundred forms of issued keys become `***` ..., however deep they lie in JSON, addresses or escapes"."""

import base64

from masking import Words, expect_masked

made = Words(50).made
LINES = []
for form in ("data: %s", "  value: %s", "key: %s", "export DEPLOY_B64=%s", '{"msg": "patched", "data": {"id_rsa": "%s"}}', "echo %s | base64 -d"):
    text = "-----BEGIN OPENSSH PRIVATE " + "KEY-----\n" + "\n".join(made(70) for _ in range(6)) + "\n-----END OPENSSH PRIVATE " + "KEY-----\n"
    coded = base64.b64encode(text.encode()).decode()
    LINES.append((coded[80:140], form % coded))

expect_masked(LINES)
