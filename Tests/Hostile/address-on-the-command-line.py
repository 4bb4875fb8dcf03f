"""An address with a password that was given where a file, or an address without one, belongs is not quoted by the error."""

from masking import Words
from station import Station, expect

secret = Words(52).made(18)
URL = f"http://bob:{secret}@siem.example.org/in"
CALLS = {
    "ship URL": ["ship", URL],
    "top URL": ["top", URL],
    "config check URL": ["config", "check", URL],
    "receive --http URL": ["receive", "--http", URL, "--report", "/nowhere/report.json"],
    "ship FILE password=...": ["ship", "/nowhere/weir.yaml", "password=" + secret],
    "plan --database": ["plan", "/nowhere/x.yaml", "--database", URL.replace("http", "postgres")],
}
with Station() as station:
    quoted = []
    for name, call in CALLS.items():
        status, said = station.run(*call)
        expect(status != 0, name, "is taken:", said)
        if secret in said:
            quoted.append(name)
expect(not quoted, "the password is quoted by", ", ".join(quoted))
