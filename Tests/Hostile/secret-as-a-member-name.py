"""A secret that stands as the name of a member of JSON (a token as a key, `password=…` as a key) goes out masked."""

import json

from station import Sink, Station, expect

TOKEN, WORD = "gh" + "p_" + "Ab3" * 12, "Zebra" + "77qqWW"

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    station.write("a.log", json.dumps({"message": "sessions", TOKEN: 1}) + "\n")
    station.write("b.log", json.dumps({"message": "form", "user=bob&password=" + WORD: ""}) + "\n")
    station.ship_once()
    expect(len(sink.records) == 2, f"{len(sink.records)} of 2 records came")
    text = sink.text.decode()
    expect(TOKEN not in text and WORD not in text, text.replace(TOKEN, "<token>").replace(WORD, "<word>"))
