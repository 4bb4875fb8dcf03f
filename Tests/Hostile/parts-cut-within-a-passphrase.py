"""Of a passphrase that the limit of a line cuts in two, the first word goes out in the first part."""

from station import Sink, Station, expect

SECRETS = [
    'login password="correct horsey battery staples and wordy" done',
    '"password": "correct horsey battery staples and wordy", "b": 1',
]

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    for secret in SECRETS:
        for before in (20, 25, 30):
            words = ("word " * 300000)[: (1 << 20) - before - 1] + " "
            station.write("a.log", words + secret + "\n")
            station.ship_once()
            got = "".join(sink.messages)
            left = [word for word in ("correct", "horsey", "battery", "staples") if word in got]
            expect(not left, f"cut {before} bytes behind the beginning of {secret!r}: {left} went out")
            expect(got.startswith(words) and got.rstrip()[-4:] == secret[-4:], f"more than the secret is gone: {got[-80:]!r}")
            sink.bodies.clear()
