"""Escapes, C1, marks of direction and unseen signs in file names, application names, hosts and the configuration never stand as they are in what any command prints or the console answers."""

import http.client
import json
import os
import pty
import re
import select
import subprocess
import time

from station import Sink, Station, expect, wait

UNSEEN = "\x1b]0;x\x07\x9b31m\u202eabc\u2066\u200b\U000e0041\u061c\ufff9\u2028\ufeff\u00ad"
SIGNS = "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
RAW = re.compile(SIGNS)
# What `top` draws with.
MOVES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# The configuration refuses control characters; what else is not seen it takes.
QUOTED = "\u202eabc\u2066\u200b\U000e0041\u061c\ufff9\ufeff\u00ad"


def screen(station, seconds=20):
    """What `weir top` draws on a terminal until a frame names the sink."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([station.weir, "top", station.path("weir.yaml")], stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    drawn, end = b"", time.monotonic() + seconds
    while time.monotonic() < end and b"w " not in drawn:
        if select.select([leader], [], [], 0.2)[0]:
            drawn += os.read(leader, 65536)
    process.terminate()
    process.wait(20)
    os.close(leader)
    return MOVES.sub("", drawn.decode(errors="replace")).replace("\r", "")


with Station() as station:
    sink = Sink(lambda body: (500, {}, UNSEEN.encode()))
    hostile = station.logs + "/" + UNSEEN
    os.mkdir(hostile)
    station.configure(
        sink.url, source=f'include: ["LOGS/*/*.log", "LOGS/{QUOTED}/*.nothing"]', more='console: {listen: "127.0.0.1:0"}')
    record = dict.fromkeys(("name", "host", "levelname", "message"), UNSEEN)
    with open(hostile + "/a.log", "w", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
    shown = {}
    for words in ("config print", "config check", "config check --environment", "config check --format json"):
        status, shown[words] = station.run(*words.split(), station.path("weir.yaml"))
        expect(status == 0, words, "refuses it:", ascii(shown[words]))
    for words in ("config print", "config check --environment"):
        expect("abc" in shown[words], words, "does not show the pattern:", ascii(shown[words]))
    station.ship()
    expect(wait(lambda: sink.requests and re.search(r"address=127\.0\.0\.1:(\d+)", station.said)), "nothing is sent:", ascii(station.said))
    port = int(re.search(r"address=127\.0\.0\.1:(\d+)", station.said).group(1))
    for path in ("/healthz", "/readyz", "/livez", "/metrics", "/status", "/" + "x%1b%9b%e2%80%ae", "/"):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        shown["console " + path] = connection.getresponse().read().decode(errors="surrogateescape")
    tapped = "tap {} --from oldest --records 1".format(station.path("weir.yaml")).split()
    for form in ("table", "json"):
        shown["tap " + form] = station.run(*tapped, "--format", form)[1]
        for words in ("spool list", "spool show", "spool dead list", "reconcile"):
            shown[f"{words} {form}"] = station.run(*words.split(), station.path("weir.yaml"), "--format", form)[1]
    for form in ("table", "json"):
        shown["top --once " + form] = station.run("top", station.path("weir.yaml"), "--once", "--format", form)[1]
    shown["top"] = screen(station)
    shown["said"] = station.said
    expect("abc" in shown["spool list table"] and "abc" in shown["tap table"], "names are not shown:", ascii(shown["spool list table"]))
    for name, output in shown.items():
        signs = sorted({ascii(sign) for sign in RAW.findall(output)})
        expect(not signs, name, "shows", *signs, ascii(output)[:600])
    if os.environ.get("SHOW"):
        for name, output in shown.items():
            print("==", name, ascii(output)[:300])
