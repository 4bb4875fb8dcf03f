"""A secret that is longer than the limit of a line, or a passphrase of 18 KB or JSON in a text that lies across it, goes out in no part.

README: "a line over 1 MiB comes in parts, cut between words and before a secret"."""

from masking import Words
from station import Sink, Station, expect

LIMIT = 1 << 20
words = Words(44)
LONG, PHRASE = words.made(2 * LIMIT), " ".join(words.made(8) for _ in range(2000))
LINES = {
    "quoted": (LONG, f'x password="{LONG}" y'),
    "not quoted": (LONG, f"x password={LONG} y"),
    "JSON": (LONG, '{"m": 1, "password": "%s", "z": 2}' % LONG),
    "JSON in a text": (LONG, '{"msg": "%s {\\"password\\": \\"%s\\"}"}' % ("y" * (LIMIT // 2), LONG)),
    "a passphrase of 18 KB": (PHRASE, "z" * (LIMIT - 9000) + f' password="{PHRASE}" y'),
}
wrong = []
for name, (secret, line) in LINES.items():
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", line + "\n")
        station.ship_once()
        text = sink.text.decode(errors="replace")
        expect(sink.records, name, "nothing came")
        # A sample of twenty signs now and then: of two million each would take long.
        samples = [secret[at : at + 20] for at in range(0, len(secret) - 20, len(secret) // 100)]
        clear = sum(sample in text for sample in samples)
        if clear:
            wrong.append(f"{name}: {clear} of {len(samples)} samples of it went out in clear, in {len(sink.records)} records")
expect(not wrong, "; ".join(wrong))
