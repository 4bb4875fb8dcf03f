"""A token or a code that is sent for a password's reset is masked, under whatever name holds `reset`: it is as good as the password."""

import random
import string

from station import Sink, Station, expect

chance = random.Random(31)
NAMES = ["reset_token=", "resetToken=", "password_reset_token: ", "GET /r?a=1&reset_token=", "reset_code=", "reset_password=", "reset_secret="]

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    words = ["".join(chance.choice(string.ascii_letters + string.digits) for _ in range(40)) for _ in range(len(NAMES) + 1)]
    for number, name in enumerate(NAMES):
        station.write(f"{number}.log", f"2026-11-30 08:15:02 INFO mail: {name}{words[number]} sent\n")
    station.write("json.log", '{"message": "x", "reset_token": "%s"}\n' % words[-1])
    station.ship_once()
    expect(len(sink.records) == len(words), f"{len(sink.records)} of {len(words)} records came")
    clear = [name for name, word in zip([*NAMES, '"reset_token": '], words) if word in sink.text.decode()]
    expect(not clear, f"{len(clear)} of {len(words)} went out in clear:", *clear)
