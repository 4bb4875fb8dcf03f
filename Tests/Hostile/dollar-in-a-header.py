"""A header's value that holds `${...}`, as a password may, is not quoted by the error that there is no such variable."""

from masking import Words
from station import Station, expect

words = Words(48)
quoted = []
for key, value in {
    "headers: {Authorization: '%s'}": "Bearer ${%s}",
    "headers: {X-Api-Key: '%s'}": "pa${%s}ss",
    "headers: {X-Auth-Token: '%s' }": "${%s}",
}.items():
    with Station() as station:
        secret = words.made(20)
        station.configure("http://127.0.0.1:9/", sink=key % (value % secret))
        for command in (["config", "check"], ["config", "print"], ["ship", "--once"]):
            status, said = station.run(*command, station.path("weir.yaml"))
            expect("sinks[0]" in said or status == 0, "the place is not named:", said)
            if secret in said:
                quoted.append(f"{key % '…'} by {' '.join(command)}")
expect(not quoted, "the value is quoted:", "; ".join(quoted))
