"""`config print` of a sink whose address is a webhook, so that the path is the secret, does not show it."""

from station import Station, expect

KEY = "Zq8Secret" + "Word77Zq8Sec" + "ret"

with Station() as station:
    station.configure(f"https://hooks.slack.com/services/T0AB1CD2E/B0AB1CD2E/{KEY}")
    said = station.run("config", "print", station.path("weir.yaml"))[1]
    expect("hooks.slack.com" in said, "the sink is not printed:", said)
    expect(KEY not in said, said.replace(KEY, "<key>"))
