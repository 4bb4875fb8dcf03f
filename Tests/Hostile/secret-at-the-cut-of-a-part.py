"""A secret that lies across the cut of a line over 1 MiB, whole or by half, in text or JSON, in UTF-16 or behind a hole, is in neither
part."""

from masking import Words
from station import Sink, Station, expect

LIMIT = 1 << 20
words = Words(17)

for before in (1, 8, 9, 12, 20, 28, 29):
    secret = words.made(20)
    # A part of UTF-16 has a third of the characters: each may become three bytes.
    lines = {
        "text": "x" * (LIMIT - before - 1) + " password=" + secret + " tail",
        "UTF-16": b"\xff\xfe" + ("x" * (LIMIT // 3 - before - 2) + " ghp_" + secret * 2 + " tail").encode("utf-16-le"),
        "hole": "x" * 1000 + "\0" * 500 + "x" * (LIMIT - before - 1001) + " ghp_" + secret * 2 + " tail",
        "JSON": '{"m":"' + "y" * (LIMIT - before - 7) + '","password":"' + secret + '","z":1}',
    }
    for name, line in lines.items():
        with Station() as station:
            sink = Sink()
            station.configure(sink.url)
            station.write("a.log", line + ("\n" if isinstance(line, str) else "\n".encode("utf-16-le")))
            station.ship_once()
            expect(len(sink.records) == 2, f"{name}: {len(sink.records)} parts came")
            text = sink.text.decode()
            clear = [secret[at : at + 6] for at in range(len(secret) - 5) if secret[at : at + 6] in text]
            seen = f"{len(clear) + 5} of {len(secret)} signs went out in clear"
            expect(not clear, f"{name}, cut {before} bytes behind the name's beginning: {seen}")
