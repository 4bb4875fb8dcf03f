"""A folder and a log that another user links into the folder of logs are not read, also where they take the place of what was read; links of root are followed."""

import os

from station import Sink, Station, expect, wait

with Station() as station:
    sink = Sink()
    os.chmod(station.folder, 0o755)
    station.configure(sink.url, source='include: ["LOGS/*/*.log"]')
    os.mkdir(station.path("secret"))
    for name in "abc":
        with open(station.path("secret/%s.log" % name), "w", encoding="utf-8") as file:
            file.write(f"secret {name}\n")
    os.mkdir(station.logs + "/app")
    station.write("app/a.log", "open\n")
    os.symlink(station.path("secret"), station.logs + "/linked")
    os.lchown(station.logs + "/linked", 65534, 65534)
    station.ship()
    wait(lambda: sink.messages, 10)
    os.symlink(station.path("secret/b.log"), station.path("t"))
    os.lchown(station.path("t"), 65534, 65534)
    os.rename(station.path("t"), station.logs + "/app/a.log")
    # A new file is found by a look at all of them: what is there before it would come with it.
    for mark in "last", "marker":
        station.write(f"app/{mark}.log", mark + "\n")
        expect(wait(lambda: mark in sink.messages, 10), mark, "does not come", station.said[-900:])
    expect(sorted(sink.messages) == ["last", "marker", "open"], sink.messages)
    os.mkdir(station.path("roots"))
    with open(station.path("roots/x.log"), "w", encoding="utf-8") as file:
        file.write("of root\n")
    os.symlink(station.path("roots"), station.logs + "/roots")
    expect(wait(lambda: "of root" in sink.messages, 10), "the link of root is not followed", station.said[-900:])
