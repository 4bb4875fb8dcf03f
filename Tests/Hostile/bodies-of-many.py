"""Four hundred HTTP connections that each begin a body of 60 MB, send 2 MB and never end it take no half gigabyte of `weir receive`, and bodies
of others are taken again once they are gone."""

import urllib.request

from reports import Receiver, begin
from station import Station, expect, wait

PEERS = 400
START = b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 60000000\r\n\r\n" + b'{"a":"' + b"x" * 2_000_000


def taken(receiver):
    try:
        with urllib.request.urlopen(receiver.url, b'{"a": 1}\n' * 1_000, timeout=20) as answer:
            return answer.status == 200
    except OSError:
        return False


with Station() as station:
    receiver = Receiver(station)
    peers = [begin(receiver.http, START) for _ in range(PEERS)]
    most = receiver.most_memory()
    expect(most < 330, f"it took {most} MB")
    for peer in peers:
        peer.close()
    expect(wait(lambda: taken(receiver), 30), "no body is taken any more")
