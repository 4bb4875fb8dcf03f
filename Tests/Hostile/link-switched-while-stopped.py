"""The rest of a log to which a link led (`current`), and that lies in its directory under another name since the link leads to the next, is read; so is that of one moved to a name that no pattern includes."""

import os

from station import Sink, Station, expect

SEEN = []


def lines(first, last):
    return "".join(f"line {n}\n" for n in range(first, last))


for case in ("a link in its directory", "a link to another directory", "another name"):
    with Station() as station:
        sink = Sink()
        os.mkdir(station.path("data"))
        station.configure(sink.url, source='include: ["LOGS/current"]')
        link = station.logs + "/current"
        days = station.logs if case == "a link in its directory" else station.path("data")
        first, second = days + "/day1", days + "/day2"
        if case == "another name":
            first, second = link, link
        else:
            os.symlink(first, link)
        station.write(first, lines(0, 100))
        station.ship_once()
        station.write(first, lines(100, 150))
        os.rename(link, station.logs + "/gone")
        if case != "another name":
            os.unlink(station.logs + "/gone")
            os.symlink(second, link)
        station.write(second, lines(150, 160))
        text = station.ship_once()[1]
        station.ship_once()
        if sorted(sink.messages) != sorted(f"line {n}" for n in range(160)):
            missing = 160 - len(set(sink.messages))
            SEEN.append(f"{case}: {missing} missing, {len(sink.messages) - len(set(sink.messages))} twice; said: {text[-400:]}")
expect(not SEEN, "\n".join(SEEN))
