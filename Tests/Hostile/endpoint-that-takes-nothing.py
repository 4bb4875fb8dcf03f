"""An endpoint that answers 400 to everything (plain HTTP at a port of TLS) costs no dead letter: the sink is held with the status and the way
out, and goes on by itself once it takes records; a poisonous record at the beginning stops no other."""

from station import Sink, Station, expect, wait

WELL = {"is": False}


def answer(body):
    if not WELL["is"]:
        return 400, {}, b"The plain HTTP request was sent to HTTPS port"
    return (422 if b"poison" in body else 200), {}, b""


with Station() as station:
    sink = Sink(answer)
    station.configure(sink.url)
    station.write("a.log", "poison\n" + "".join(f"line {n}\n" for n in range(5_000)))
    code, text = station.ship_once()
    expect(code == 1 and "on hold" in text and "HTTP 400" in text and "TLS" in text, "a run of once:", code, text)
    dead = station.run("spool", "dead", "list", station.path("weir.yaml"))[1]
    expect("HTTP 400" not in dead, "dead letters:", dead)
    sink.requests.clear()
    process = station.ship()
    expect(wait(lambda: "on hold" in station.said), "it is not held:", station.said)
    expect(len(sink.requests) < 100, f"{len(sink.requests)} requests before the hold")
    WELL["is"] = True
    expect(wait(lambda: len(sink.messages) >= 5_000, 60), f"{len(sink.messages)} of 5,000 came", station.said[-600:])
    process.terminate()
    process.wait(30)
    expect(len(sink.messages) == 5_000 == len(set(sink.messages)), f"{len(sink.messages)} came, {len(set(sink.messages))} of them distinct")
    dead = station.run("spool", "dead", "list", station.path("weir.yaml"))[1]
    expect("HTTP 422" in dead and "HTTP 400" not in dead, "dead letters:", dead)
