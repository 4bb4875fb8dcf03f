"""A hundred syslog connections that each begin a message of 4 MB and never end it take no 400 MB of `weir receive`: it has one bound over
them and all bodies, short messages of others are taken meanwhile, and all bodies again once they are gone."""

import json
import socket
import urllib.error
import urllib.request

from reports import Receiver, begin
from station import Station, expect, wait

MESSAGE = b"4194304 <14>1 " + b"a" * (4_194_304 - 100)
SHORT = b"<14>1 2026-11-30T10:00:00Z h a - - - short\n"


def post(receiver, text):
    try:
        with urllib.request.urlopen(receiver.url, text, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


with Station() as station:
    receiver = Receiver(station, syslog=True)
    peers = []
    for _ in range(100):
        peers.append(begin(receiver.syslog, MESSAGE))
    for _ in range(20):
        with socket.create_connection(receiver.syslog, 5) as peer:
            peer.sendall(SHORT[:20])
            peer.sendall(SHORT[20:])
            # It closes once it has read to the end.
            peer.shutdown(socket.SHUT_WR)
            expect(peer.recv(1) == b"", "an answer of syslog")
    expect(receiver.most_memory() < 300, f"it took {receiver.most_memory()} MB")
    for peer in peers:
        peer.close()
    expect(wait(lambda: post(receiver, b'{"a": 1}\n' * 100_000) == 200, 30), "no body is taken any more")
    expect(receiver.end() in (0, 1), "it did not end:", station.said[-400:])
    with open(receiver.report, encoding="utf-8") as file:
        inputs = {one["name"]: one for one in json.load(file)["inputs"]}
    expect(inputs["syslog"]["records"] == 20, "of 20 short messages came:", inputs["syslog"]["records"])
