"""A value of 40 mixed signs under a name such as `failed_password`, `wrong_password` or `forgot_token` is masked: a verb before the name does not make it a count."""

import random
import string

from station import Sink, Station, expect

chance = random.Random(31)
NAMES = [verb + "=" for verb in "failed_password wrong_password bad_password change_password forgot_token forgot_password_token used_token expired_token rotate_token".split()]

with Station() as station:
    sink = Sink()
    station.configure(sink.url)
    words = ["".join(chance.choice(string.ascii_letters + string.digits) for _ in range(40)) for _ in range(len(NAMES) + 1)]
    for number, name in enumerate(NAMES):
        station.write(f"{number}.log", f"2026-11-30 08:15:02 INFO mail: {name}{words[number]} sent\n")
    station.write("json.log", '{"message": "x", "wrong_password": "%s"}\n' % words[-1])
    station.ship_once()
    expect(len(sink.records) == len(words), f"{len(sink.records)} of {len(words)} records came")
    clear = [name for name, word in zip([*NAMES, '"wrong_password": '], words) if word in sink.text.decode()]
    expect(not clear, f"{len(clear)} of {len(words)} went out in clear:", *clear)
