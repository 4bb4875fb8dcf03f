"""A pattern that takes in the shipper's own spool is warned of by `config check`, and the spool's files are never shipped as logs."""

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    station.configure(sink.url, source='include: ["LOGS/**"]')
    path = station.path("weir.yaml")
    with open(path, encoding="utf-8") as file:
        text = file.read().replace(station.folder + "/spool", station.logs + "/spool")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    code, said = station.run("config", "check", path)
    expect(code == 0 and "own spool" in said, "config check says nothing:", said)
    station.write("a.log", "one\n")
    station.ship()
    wait(lambda: "one" in sink.messages, 10)
    # Whatever is read of the spool makes more of it, and comes at once.
    wait(lambda: len(sink.records) > 1, 3)
    expect(sink.messages == ["one"], f"one line was written; {len(sink.records)} records came:", station.said[-600:])
    expect("own spool" in station.said, station.said)
