"""The console answers no request under a foreign, longer, empty or missing Host, nor one in absolute form."""

import re
import socket

from station import Sink, Station, expect, wait

REQUESTS = {
    "a foreign name": "GET /metrics HTTP/1.1\r\nHost: rebound.example:PORT\r\n",
    "a name that ends in its own": "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1.nip.example:PORT\r\n",
    "no host": "GET /metrics HTTP/1.1\r\n",
    "an empty host": "GET /metrics HTTP/1.1\r\nHost: \r\n",
    "absolute form": "GET http://rebound.example/metrics HTTP/1.1\r\nHost: rebound.example\r\n",
    "health under a foreign name": "GET /healthz HTTP/1.1\r\nHost: rebound.example\r\n",
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
