"""Records that wait for a sink that is taken out of the configuration are released undelivered: that is said, and never SAFE afterwards.

README: "`weir reconcile` ... What is known to be lost to a required sink is unsafe". The sink is put back later, gets what came after that, and
lacks the records that had been committed for it. One that is put back before they were released gets them all, and is SAFE.
"""

from reports import Receiver
from station import Station, expect

LINE = '{"time":"2026-11-29T10:00:%02dZ","message":"line %d"}\n'


def lines(first, end):
    return "".join(LINE % (number % 60, number) for number in range(first, end))


class Place:
    """A station with the folder of another one, for a second receiver."""

    def __init__(self, station):
        self.station = station

    def __getattr__(self, name):
        return getattr(self.station, name)

    def path(self, name):
        return self.station.path("second-" + name)


with Station() as station:
    lake, soc = Receiver(station), Receiver(Place(station))

    def configure(*urls):
        station.configure(lake.url)
        text = open(station.path("weir.yaml"), encoding="utf-8").read()
        more = "".join(f'\n  - {{name: soc, kind: http, url: "{url}", batch: {{age: 50ms}}}}' for url in urls)
        open(station.path("weir.yaml"), "w", encoding="utf-8").write(text.rstrip() + more + "\n")

    configure("http://127.0.0.1:1/")
    station.write("a.log", lines(0, 100))
    station.run("ship", station.path("weir.yaml"), "--once", "--drain", "2s")
    configure()
    said = station.ship_once()[1]
    configure(soc.url)
    station.write("a.log", lines(100, 120))
    station.ship_once()
    lake.end()
    soc.end()
    status, verdict = station.run(
        "reconcile", station.path("weir.yaml"), "--report", lake.report + ":http=w", "--report", soc.report + ":http=soc")
    last = verdict.strip().splitlines()[-1]
    expect(status == 1 and "100 records released undelivered" in last, f"soc got 20 of 120 ({status}):", last)
    told = [line for line in said.splitlines() if " error " in line and "soc" in line and "100" in line]
    expect(told, "nothing is said as the sink is taken out:", said)
