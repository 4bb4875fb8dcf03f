"""An endpoint that refuses a hundred records for good, among four hundred good ones: each is a dead letter, every other record comes, and the log has not a line for each."""

from station import Sink, Station, expect


def answer(body):
    bad = body.count(b"bad record")
    return (422 if bad else 200), {}, b""


with Station() as station:
    sink = Sink(answer)
    station.configure(sink.url)
    station.write("a.log", "".join(f"good {n}\nbad record {n}\n" if n % 4 == 0 else f"good {n}\n" for n in range(400)))
    code, text = station.ship_once()
    goods = [m for m in sink.messages if m.startswith("good")]
    lines = text.count(" weir: ")
    expect(len(goods) == len(set(goods)) == 400, f"{len(set(goods))} of 400, {len(goods)} in all", text[-900:])
    expect("100" in station.run("spool", "dead", "list", station.path("weir.yaml"))[1], text[-900:])
    expect(lines < 40, f"{lines} lines of messages for 100 dead letters")
