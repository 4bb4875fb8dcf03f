"""`config print` of a sink whose address holds a collector's key in its path does not show it."""

from masking import Words
from station import Station, expect

words = Words(47)
URLS = {
    "Sumo Logic": "https://endpoint1.collection.us2.sumologic.com/receiver/v1/http/%s",
    "Loggly": "https://logs-01.loggly.com/bulk/%s/tag/bulk/",
    "Datadog": "https://http-intake.logs.datadoghq.com/v1/input/%s",
    "a path of one's own": "https://siem.example.org/ingest/key/%s",
}
shown = []
for name, url in URLS.items():
    with Station() as station:
        secret = words.made(44)
        station.configure(url % secret)
        for command in ("print", "check"):
            said = station.run("config", command, station.path("weir.yaml"))[1]
            expect("weir.yaml" in said or "url:" in said, "nothing is printed:", said)
            if secret in said:
                shown.append(f"{name} (config {command})")
expect(not shown, "the key is shown of", ", ".join(shown))
