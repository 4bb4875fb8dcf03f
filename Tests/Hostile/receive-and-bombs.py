"""Bodies that unfold to half a gigabyte, frames and chunks of absurd size, negative lengths and endless lines leave `weir receive`
alive, below 400 MB, and answering within a second."""

import os
import socket
import time
import zlib

from reports import Receiver
from station import Station, expect


def talk(address, data, seconds=20):
    answer = b""
    try:
        with socket.create_connection(address, 5) as peer:
            peer.settimeout(seconds)
            peer.sendall(data)
            peer.shutdown(socket.SHUT_WR)
            while piece := peer.recv(65536):
                answer += piece
    except OSError:
        pass
    return answer


def post(body, encoding="identity"):
    head = f"POST /x HTTP/1.1\r\nHost: a\r\nContent-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def gzip_of(piece, times):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def zstd_of(blocks):
    """Blocks of one byte 128 KiB times, window 8 MiB."""
    body = b"".join(((1 << 17 << 3) | 2 | (number == blocks - 1)).to_bytes(3, "little") + b"\n" for number in range(blocks))
    return b"\x28\xb5\x2f\xfd\x00\x68" + body


HEAD = b"POST /x HTTP/1.1\r\nHost: a\r\n"
HTTP = [
    post(gzip_of(b"\n" * (1 << 24), 32), "gzip"),
    post(gzip_of(b"a" * (1 << 24), 32), "gzip"),
    post(zstd_of(4096), "zstd"),
    post(b"\x28\xb5\x2f\xfd\x00\xff", "zstd"),
    post(b"\x50\x2a\x4d\x18" + b"\xff" * 4, "zstd"),
    post(b"[" * 1_000_000 + b"]" * 1_000_000),
    post(b'{"_weir": ' * 100_000 + b"1" + b"}" * 100_000),
    HEAD + b"Content-Length: -1\r\n\r\n",
    HEAD + b"Content-Length: 9223372036854775807\r\n\r\n{}",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nabc",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nabc",
]
SYSLOG = [
    b"99999999999999999999999 <14>1 x",
    b"-5 <14>1 x\n",
    b"2000000000 <14>1 " + b"a" * (4 << 20),
    b"<14>1 " + b"a" * (32 << 20),
    b"\xff\xfe\0\n<99999999999>1\n",
]

with Station() as station:
    receiver = Receiver(station, syslog=True)
    for data in HTTP:
        talk(receiver.http, data)
    for data in SYSLOG:
        talk(receiver.syslog, data, 3)
    expect(receiver.process.poll() is None, f"it ended with {receiver.process.poll()}:", station.said[-400:])
    began = time.monotonic()
    answer = talk(receiver.http, post(b'{"a": 1}\n'))
    expect(b" 200 " in answer and time.monotonic() - began < 1, "a sound body:", answer[:80], f"{time.monotonic() - began:.1f} s")
    expect(receiver.most_memory() < 400, f"it took {receiver.most_memory()} MB")
    expect(receiver.end() in (0, 1) and os.path.exists(receiver.report), "it wrote no report")
