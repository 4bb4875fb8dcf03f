"""An endpoint that answers 200 with a page for a browser, as a sign-in or a portal does, has taken nothing: the sink is held, says why, and goes
on once records are taken. The type text/html alone, with a short text, is a receipt as any other."""

import gzip

from station import Sink, Station, expect, wait

PAGE = b"\n<!DOCTYPE html>\n<html><body><form action=/login>Sign in</form></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
ANSWERS = [(PAGE, HTML), (gzip.compress(b"<html>" + PAGE), {**HTML, "Content-Encoding": "gzip"})]
TAKEN = (b"ok", HTML)

for page, headers in ANSWERS:
    with Station() as station:
        now = {"body": page, "headers": headers}
        sink = Sink(lambda body, now=now: (200, now["headers"], now["body"]))
        station.configure(sink.url)
        station.write("a.log", "".join(f"line {number}\n" for number in range(100)))
        code, text = station.ship_once()
        expect(code == 1 and "page for a browser" in text and "sign-in" in text, "a run of once:", code, text)
        listed = station.run("spool", "list", station.path("weir.yaml"), "--format", "json")[1]
        expect('"waiting_records":100' in listed.replace(" ", "").replace("\n", ""), "not all records wait:", listed)
        (now["body"], now["headers"]) = TAKEN
        before = len(sink.messages)
        code, text = station.ship_once()
        expect(code == 0, "once records are taken:", code, text)
        expect(len(set(sink.messages[before:])) == 100, f"{len(set(sink.messages[before:]))} of 100 came")
