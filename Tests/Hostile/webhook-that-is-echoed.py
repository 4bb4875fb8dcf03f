"""An endpoint that repeats the path it was asked for (`Cannot POST /…`) does not bring a webhook's secret path into the log, the dead
letters or the spool's listing."""

from station import Sink, Station, expect

SECRET = "k7Gq2" + "mZx9WvB4" + "nLp8Rt3Y"

for path in (f"/services/T0AB12CD3/B0EF45GH6/{SECRET}", f"/api/webhooks/812345678901234567/{SECRET}", f"/in?k={SECRET}"):
    for status in (400, 404):
        with Station() as station:
            sink = Sink(lambda body: (status, {}, b"Cannot POST " + path.encode()))
            station.configure(sink.url.rstrip("/") + path)
            station.write("a.log", "record\n")
            said = station.run("ship", station.path("weir.yaml"), "--once", "--drain", "1s")[1]
            for command in (["spool", "dead", "list"], ["spool", "list"]):
                said += station.run(*command, station.path("weir.yaml"))[1]
            expect("Cannot POST" in said, "the answer is not shown at all:", said)
            shown = [line.replace(SECRET, "<secret>") for line in said.splitlines() if SECRET in line]
            expect(not shown, f"HTTP {status}:", *shown)
