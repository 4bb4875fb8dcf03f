"""A user and a password that stand where a name or a kind belongs are quoted by no message."""

from masking import Words
from station import Station, expect

words = Words(53)
quoted = []
PLACES = (("a sink", "name: w,", 'name: "bob:%s@siem",'), ("a source", "name: s,", 'name: "bob:%s@siem",'), ("a kind", "kind: http,", 'kind: "http://bob:%s@siem",'))
for name, old, new in PLACES:
    with Station() as station:
        secret = words.made(18)
        station.configure("http://127.0.0.1:9/")
        path = station.path("weir.yaml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new % secret))
        status, said = station.run("config", "check", path)
        expect(status == 78, name, "is taken:", said)
        if secret in said:
            quoted.append(name)
expect(not quoted, "it is quoted where it stands for the name of", ", ".join(quoted))
