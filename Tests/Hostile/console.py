"""For reproductions at the console: a shipper that has one on a free port, and what it answers to bytes as they are."""

import re
import socket

from station import Sink, Station, expect, wait


def start_console(station):
    """Its port."""
    station.configure(Sink().url, more='console: {listen: "127.0.0.1:0"}')
    station.ship()

    def listening():
        return re.search(r"address=127\.0\.0\.1:(\d+)[^\n]*console", station.said)

    expect(wait(listening), "no console:", station.said)
    return int(listening().group(1))


def expect_refused(requests):
    """Its own name is answered, and none of the requests; `PORT` in them stands for its port."""
    with Station() as station:
        port = start_console(station)

        def status(request):
            with socket.create_connection(("127.0.0.1", port), 10) as peer:
                peer.sendall(request.replace("PORT", str(port)).encode() + b"Connection: close\r\n\r\n")
                answer = peer.recv(65536).decode(errors="replace")
            return answer.split(" ")[1] if answer.startswith("HTTP/") else "closed"

        own = status("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n")
        expect(own == "200", "its own name is answered with", own)
        for name, request in requests.items():
            answer = status(request)
            expect(not answer.startswith("2"), f"{name}: {answer}")
