"""A log that one program began in UTF-16 and another goes on with in UTF-8 gives its lines, says so, and its secrets are masked; at the end without a line end, too."""

from station import Sink, Station, expect, wait

for mark, code in (("\ufeff", "utf-16-le"), ("\ufeff", "utf-16-be"), ("", "utf-16-le")):
    with Station() as station:
        sink = Sink()
        station.configure(sink.url)
        station.write("a.log", (mark + "".join(f"wide {n} 上海\n" for n in range(10))).encode(code))
        station.ship()
        expect(wait(lambda: len(sink.messages) == 10), "of 10 lines in UTF-16 came", sink.messages)
        station.write("a.log", "wide 10 上海\n".encode(code) + "".join(f"narrow {n} müde\n" for n in range(50)).encode())
        station.write("a.log", "login password=hunter2secret\n")
        wanted = [f"wide {n} 上海" for n in range(11)] + [f"narrow {n} müde" for n in range(50)] + ["login password=***"]
        expect(wait(lambda: len(sink.messages) >= len(wanted), 10) and sink.messages == wanted, code, len(sink.messages), sink.messages[-3:], station.said[-500:])
        expect(wait(lambda: "UTF-16" in station.said and "a.log" in station.said), "nothing is said of it:", station.said[-500:])
