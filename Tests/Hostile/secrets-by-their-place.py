"""A password of everyday words is masked where its place alone tells it: an argument, a call, a statement, an audit record."""

import random

from masking import expect_masked

chance = random.Random(31)
PARTS = "harbor lantern quartz meadow falcon ginger copper velvet saddle timber walnut zephyr".split()
LINES = []
for text in [
    "Process Command Line: net user bob %s /add /domain",
    "CommandLine: schtasks /create /tn job /ru DOM\\svc /rp %s /sc daily",
    "+ echo %s | docker login -u x --password-stdin r.example.org",
    "aws ssm put-parameter --name /p --type SecureString --value %s --overwrite",
    "SET PASSWORD FOR 'bob'@'%%' = '%s'",
    "SELECT pgp_sym_decrypt(card, '%s') FROM payments",
    "#0 /x.php(3): PDO->__construct('mysql:host=db1;d...', 'root', '%s', Array)",
    '1796032931.4 [0 10.1.2.3:5] "AUTH" "default" "%s"',
    "cache_peer up.example.net parent 3128 0 login=bob:%s",
    'type=EXECVE msg=audit(1.2:3): argc=3 a0="curl" a1="-u" a2="bob:%s"',
    '{"kind":"Secret","stringData":{"value":"%s"}}',
    ' Password: (string) (len=12) "%s",',
]:
    word = "-".join(chance.sample(PARTS, 3)) + str(chance.randrange(10))
    LINES.append((word, text % word))

expect_masked(LINES)
