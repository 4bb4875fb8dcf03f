"""Three hundred peers that send a byte of a header now and then don't keep the console from an operator for more than five seconds."""

import socket
import threading
import time

from console import start_console
from station import Station, expect, wait

with Station() as station:
    port = start_console(station)
    peers, done, rounds = [], threading.Event(), []
    for _ in range(300):
        peer = socket.socket()
        peer.settimeout(5)
        peer.connect_ex(("127.0.0.1", port))
        peer.setblocking(False)
        peers.append(peer)

    def trickle():
        for sign in "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + "x" * 4000:
            for peer in peers:
                try:
                    peer.send(sign.encode())
                except OSError:
                    pass
            rounds.append(sign)
            if done.wait(0.25):
                return

    threading.Thread(target=trickle, daemon=True).start()
    expect(wait(lambda: len(rounds) > 5, 10), "the peers send nothing")

    def answered():
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as own:
                own.sendall(f"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
                return own.recv(12).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    begun = time.monotonic()
    came = wait(answered, 10)
    done.set()
    expect(came and time.monotonic() - begun < 5, "no answer for", round(time.monotonic() - begun, 1), "s")
