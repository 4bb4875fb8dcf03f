"""What waits for a sink was read for it: a source that is retired meanwhile, and so taken out of the sink's `from`, is still delivered to it.

Without a `from` list it is. And a sink that never took the source gets nothing of it.
"""

from station import Sink, Station, expect

LINE = '{"time":"2026-11-29T10:00:%02dZ","message":"%s %d"}\n'


def lines(name):
    return "".join(LINE % (number % 60, name, number) for number in range(100))


with Station() as station:
    both, one = Sink(), Sink()

    def configure(urls, sources, froms):
        paths = {"app": station.logs + "/a.log", "other": station.logs + "/b.log"}
        text = f"spool: {{directory: {station.folder}/spool, size: 64MiB}}\nsources:\n"
        for name in sources:
            text += f'  - {{name: {name}, kind: files, host: h, include: ["{paths[name]}"]}}\n'
        text += "sinks:\n"
        for name, url, sources in zip(("both", "one"), urls, froms):
            text += f'  - {{name: {name}, kind: http, url: "{url}", from: [{", ".join(sources)}]}}\n'
        open(station.path("weir.yaml"), "w", encoding="utf-8").write(text)

    configure(["http://127.0.0.1:1/"] * 2, ["app", "other"], [["app", "other"], ["app"]])
    station.write("a.log", lines("app"))
    station.write("b.log", lines("other"))
    station.run("ship", station.path("weir.yaml"), "--once", "--drain", "2s")
    configure([both.url, one.url], ["app"], [["app"], ["app"]])
    status, said = station.ship_once()
    got = {name: len([m for m in both.messages if m.startswith(name)]) for name in ("app", "other")}
    expect(got == {"app": 100, "other": 100}, f"the sink that took both got {got}, ship {status}:", said)
    foreign = [m for m in one.messages if m.startswith("other")]
    expect(len(one.messages) == 100 and not foreign, f"the sink that took one got {len(foreign)} records of the other source")
