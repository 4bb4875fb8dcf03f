"""A token in a log's file name stands masked in the spool's listing, in dead letters, in what the shipper says, and in a check of this machine."""

import os

from station import Sink, Station, expect

TOKEN = "gl" + "pat-" + "Ab3dEf6hIj" * 2

with Station() as station:
    station.configure(Sink(lambda body: (400, {}, b"no")).url)
    station.write(f"run-{TOKEN}.log", "hello\n")
    os.mkfifo(os.path.join(station.logs, f"pipe-{TOKEN}.log"))
    seen = {"ship": station.ship_once()[1]}
    commands = {
        "spool list": [], "spool show": [], "spool dead list": [], "spool dead show": ["1"], "config check": ["--environment"]
    }
    for words, more in commands.items():
        for form in ("table", "json"):
            seen[f"{words} {form}"] = station.run(*words.split(), station.path("weir.yaml"), *more, "--format", form)[1]
    expect("pipe-" in seen["ship"], "the FIFO is not told of:", seen["ship"].replace(TOKEN, "<token>"))
    expect("run-" in seen["spool list table"], "the file is not listed:", seen["spool list table"].replace(TOKEN, "<token>"))
    expect("pipe-" in seen["config check table"], "the check tells nothing of it:", seen["config check table"].replace(TOKEN, "<token>"))
    for name, said in seen.items():
        expect(TOKEN not in said, name, "shows it:", said.replace(TOKEN, "<token>"))
