"""A command line that was logged loses the password that it was given, whatever the flag is called."""

import random
import string

from station import Sink, Station, expect

chance = random.Random(14)


def made(count, letters=string.ascii_letters + string.digits):
    return "".join(chance.choice(letters) for _ in range(count))


def named(prefix, *texts):
    """Each text with a word of its own."""
    return [(prefix + made(9), text) for text in texts]


HEX, DIGITS, CAPITALS = "0123456789abcdef", string.digits, string.ascii_uppercase + string.digits
LINES = [
    (word, f"2026-11-30 08:15:02 INFO exec: {text % word}")
    for word, text in named(
        "Maple",
        "docker login -u bob -p %s registry.example.org",
        "kubectl create secret generic db --from-literal=password=%s",
        "curl -u bob:%s https://api.example.org/x",
        "mysqldump -uroot -p%s --all-databases",
        "openssl pkcs12 -export -passout pass:%s -out a.p12",
        "redis-cli --pass %s ping",
        "ldapsearch -x -D cn=admin,dc=x -w %s -b dc=x",
        "wget --http-user=bob --http-password=%s http://x",
        "keytool -genkey -storepass %s -keypass x",
        "java -Djavax.net.ssl.trustStorePassword=%s -jar a.jar",
        "gpg --batch --passphrase %s -d a.gpg",
        "helm upgrade x --set auth.password=%s",
        "sqlcmd -S db -U sa -P %s -Q x",
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
