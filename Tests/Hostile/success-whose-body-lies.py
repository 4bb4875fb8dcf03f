"""A 200 whose body is cut off or badly framed has said that the records were taken: they are not sent again without end."""

import re
import socket
import threading

from station import Station, expect, wait

AGAIN = []
for name, answer in {
    "a Content-Length too long": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
    "no chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a chunk cut off": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
}.items():
    with Station() as station:
        server = socket.create_server(("127.0.0.1", 0))
        taken = []

        def take(peer):
            with peer:
                got = b""
                while b"\r\n\r\n" not in got:
                    more = peer.recv(65536)
                    if not more:
                        return
                    got += more
                head, _, body = got.partition(b"\r\n\r\n")
                length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
                while len(body) < length:
                    body += peer.recv(65536)
                taken.append(body)
                peer.sendall(answer)

        def serve():
            while True:
                take(server.accept()[0])

        threading.Thread(target=serve, daemon=True).start()
        station.configure("http://127.0.0.1:%d/" % server.getsockname()[1], sink="compression: {codec: none}, timeout: 3s")
        station.write("a.log", "one\n")
        shipper = station.ship()
        wait(lambda: len(taken) > 2, 3)
        if len(taken) != 1:
            AGAIN.append(f"{name}: sent {len(taken)} times in 3 s")
expect(not AGAIN, "; ".join(AGAIN))
