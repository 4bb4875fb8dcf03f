"""An endpoint that asks for a wait of a day or of ages is not obeyed without a word: it is tried again soon, or the wait is told."""

from station import Sink, Station, expect, wait

VALUES = ("86400", "Fri, 31 Dec 9999 23:59:59 GMT", "9223372036854775807")


def answer(sink, value):
    return (503, {"Retry-After": value}, b"") if len(sink.requests) < 2 else (200, {}, b"")


silent = []
for value in VALUES:
    with Station() as station:
        sink = Sink(lambda body: answer(sink, value))
        station.configure(sink.url)
        station.write("a.log", "one\n")
        station.ship()
        if not wait(lambda: sink.messages or " warning " in station.said, 12):
            silent.append(value)
expect(not silent, "one request, then none, and no word of it, for Retry-After:", *silent)
