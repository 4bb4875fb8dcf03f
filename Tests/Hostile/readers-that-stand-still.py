"""Twenty peers that ask the console for its metrics 5,000 times each in one breath and read nothing, and 300 that stay after one
answer, cost below 100 MB and keep nobody out."""

import re
import socket
import time

from console import start_console
from station import Station, expect

PATIENCE = 60

with Station() as station:
    port = start_console(station)
    process = station.running[-1]
    asked = f"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()

    def memory():
        with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) // 1024

    def answered():
        """Whether the console answers another peer."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with socket.create_connection(("127.0.0.1", port), 2) as peer:
                    peer.settimeout(5)
                    peer.sendall(f"GET /livez HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
                    if b" 200 " in peer.recv(4096):
                        return True
            except OSError:
                pass
        return False

    before = memory()
    peers = []
    for _ in range(20):
        peer = socket.socket()
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.settimeout(0.5)
        peer.connect(("127.0.0.1", port))
        try:
            peer.sendall(asked * 5000)
        except OSError:
            pass
        peers.append(peer)
    expect(answered(), "behind readers that stand still nobody is answered")
    expect(memory() - before < 100, f"readers that stand still cost {memory() - before} MB")
    for peer in peers:
        peer.close()
    idle = []
    for _ in range(300):
        try:
            peer = socket.create_connection(("127.0.0.1", port), 2)
            peer.sendall(asked)
            idle.append(peer)
        except OSError:
            break
    expect(answered(), f"behind {len(idle)} peers that stay after an answer nobody is answered")
