"""A password or PIN that JSON holds as a number in another notation (Go prints 48291357 of an untyped document as 4.8291357e+07, Lua and pandas as 48291357.0) becomes a number that tells nothing, as 48291357 becomes 0.

README: "JSON stays JSON with the same members: a number becomes `0`"."""

import json

from masking import DIGITS, Words
from station import Sink, Station, expect

words = Words(45)
LINES = []
for form in ("{}", "%.7e", "%.1f", "-{}", "{}.5"):
    number = int("4" + words.made(6, DIGITS) + "7")
    LINES.append((number, '{"user": "bob", "password": %s}' % (form % number if "%" in form else form.format(number))))
for text in ("12000.0", "40000000.0", "4e+07", "1.2e4"):
    LINES.append((int(float(text)), '{"user": "bob", "password": %s}' % text))
with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", "".join(line + "\n" for _, line in LINES))
    station.ship_once()
    expect(len(sink.records) == len(LINES), f"{len(sink.records)} of {len(LINES)} records came")
    clear = [line.split(":")[-1] for (number, line), record in zip(LINES, sink.records) if int(abs(record.get("password", 0))) == number]
    expect(all("password" in record for record in sink.records), "a member is gone:", sink.records)
    expect(not clear, f"{len(clear)} of {len(LINES)} passwords went out in clear:", *clear)
