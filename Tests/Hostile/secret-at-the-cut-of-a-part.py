"""A secret that lies across the cut of a line over 1 MiB, whole or by half, in text or JSON, is in neither part."""

from masking import Words
from station import Sink, Station, expect

LIMIT = 1 << 20
words = Words(17)

for before in (1, 8, 9, 12, 20, 28, 29):
    secret = words.made(20)
    lines = {
        "text": "x" * (LIMIT - before - 1) + " password=" + secret + " tail",
        "JSON": '{"m":"' + "y" * (LIMIT - before - 7) + '","password":"' + secret + '","z":1}',
    }
    for name, line in lines.items():
        with Station() as station:
            sink = Sink()
            station.configure(sink.url)
            station.write("a.log", line + "\n")
            station.ship_once()
            expect(len(sink.records) == 2, f"{name}: {len(sink.records)} parts came")
            text = sink.text.decode()
            clear = [secret[at : at + 6] for at in range(len(secret) - 5) if secret[at : at + 6] in text]
            seen = f"{len(clear) + 5} of {len(secret)} signs went out in clear"
            expect(not clear, f"{name}, cut {before} bytes behind the name's beginning: {seen}")
