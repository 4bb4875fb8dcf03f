"""The console refuses a request with two Hosts (RFC 9112, 3.2) or one with a user in it."""

import re
import socket

from station import Sink, Station, expect, wait

REQUESTS = {
    "two hosts": "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: rebound.example\r\n",
    "a user before its own": "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:PORT@rebound.example\r\n",
}

with Station() as station:
    sink = Sink()
    station.configure(sink.url, more='console: {listen: "127.0.0.1:0"}')
    station.ship()
    
    def listening():
        return re.search(r"address=127\.0\.0\.1:(\d+)[^\n]*console", station.said)

    expect(wait(listening), "no console:", station.said)
    port = listening().group(1)

    def status(request):
        with socket.create_connection(("127.0.0.1", int(port)), 10) as peer:
            peer.sendall(request.replace("PORT", port).encode() + b"Connection: close\r\n\r\n")
            answer = peer.recv(65536).decode(errors="replace")
        return answer.split(" ")[1] if answer.startswith("HTTP/") else "closed"

    own = status("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n")
    expect(own == "200", "its own name is answered with", own)
    for name, request in REQUESTS.items():
        answer = status(request)
        expect(not answer.startswith("2"), f"{name}: {answer}")
