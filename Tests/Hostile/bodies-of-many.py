"""Four hundred HTTP connections that each begin a body of 60 MB, send 2 MB and never end it take no half gigabyte of `weir receive`, and bodies
of others are taken again once they are gone."""

import select
import socket
import urllib.parse
import urllib.request

from reports import Receiver
from station import Station, expect, wait

PEERS = 400
HEAD = b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 60000000\r\n\r\n"


def begin(address):
    """A connection whose peer has taken all that it will."""
    peer = socket.create_connection(address, 5)
    peer.setblocking(False)
    rest = memoryview(HEAD + b'{"a":"' + b"x" * 2_000_000)
    try:
        while rest and select.select([], [peer], [], 0.1)[1]:
            rest = rest[peer.send(rest) :]
    except OSError:
        pass
    return peer


def taken(receiver):
    try:
        with urllib.request.urlopen(receiver.url, b'{"a": 1}\n' * 1_000, timeout=20) as answer:
            return answer.status == 200
    except OSError:
        return False


with Station() as station:
    receiver = Receiver(station)
    address = urllib.parse.urlsplit(receiver.url)
    peers = [begin((address.hostname, address.port)) for _ in range(PEERS)]
    most = receiver.most_memory()
    expect(most < 330, f"it took {most} MB")
    for peer in peers:
        peer.close()
    expect(wait(lambda: taken(receiver), 30), "no body is taken any more")
