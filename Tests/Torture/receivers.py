"""Receivers that keep books of every record, and that fail as a peer does. They know nothing of the programs that send."""

import array
import gzip
import json
import socket
import struct
import threading
import time

from records import line

TICK = 0.05


class Books:
    """What came: when each serial first did, how often again, out of order, altered."""

    def __init__(self):
        self.lock = threading.Lock()
        self.first = array.array("d")
        self.distinct = self.twice = self.out_of_order = self.altered = self.highest = 0
        self.last_new = time.monotonic()

    def take(self, serial, is_whole):
        now = time.monotonic()
        with self.lock:
            if not is_whole or serial is None or not 0 < serial < 1 << 26:
                self.altered += 1
                return
            if serial >= len(self.first):
                self.first.extend([0.0] * (serial + 10000 - len(self.first)))
            if self.first[serial]:
                self.twice += 1
                return
            self.first[serial] = now
            self.distinct += 1
            self.out_of_order += serial < self.highest
            self.highest = max(self.highest, serial)
            self.last_new = now

    def is_busy(self, seconds):
        """Whether a new record came within the last seconds."""
        return time.monotonic() - self.last_new < seconds

    def last_of(self, serials):
        """When the last of serials 1 to N that came at all did first come; 0 where none did."""
        with self.lock:
            return max(self.first[1 : serials + 1], default=0.0)


def serial_of(text):
    try:
        return int(text[text.rindex(b":") + 1 : -1].strip(b' "}'))
    except ValueError:
        return None


class Receiver:
    """Listens on one port; each connection has a thread. Faults are asked for from outside."""

    def __init__(self):
        self.books = Books()
        #: Connections of one generation are reset together; those of a swallowed one are read and forgotten.
        self.generation = 0
        self.swallowed = None
        self.listener = None
        self.port = 0
        self.up()

    def up(self):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen(64)
        self.listener.settimeout(TICK)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def down(self):
        """Nobody listens any more, and what was connected is reset."""
        listener, self.listener = self.listener, None
        self.reset()
        time.sleep(2 * TICK)
        listener.close()

    def reset(self):
        """Every connection ends by RST; what its buffer held is gone."""
        self.generation += 1

    def swallow(self, seconds):
        """Half-open: for so long the peer's host takes what is sent, and nobody reads or answers it; then a reset."""
        self.swallowed = self.generation
        time.sleep(seconds)
        self.reset()

    def _accept(self, listener):
        while self.listener is listener:
            try:
                connection, _ = listener.accept()
            except (TimeoutError, OSError):
                continue
            threading.Thread(target=self._serve, args=(connection, self.generation), daemon=True).start()

    def _serve(self, connection, generation):
        connection.settimeout(TICK)
        try:
            self.serve(connection, lambda: self._read(connection, generation))
        except (ConnectionError, OSError, ValueError):
            pass
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    def _read(self, connection, generation):
        """Some bytes, b"" at the end; raises once this connection is to be reset."""
        while True:
            if generation != self.generation:
                raise ConnectionResetError
            try:
                data = connection.recv(1 << 18)
            except TimeoutError:
                continue
            if generation == self.swallowed and data:
                continue
            if generation != self.generation:
                raise ConnectionResetError
            return data


class SyslogReceiver(Receiver):
    """RFC 5424 over TCP, each message behind its length or before a line end."""

    def serve(self, connection, read):
        rest = b""
        while data := read():
            rest += data
            start = 0
            while True:
                if rest[start : start + 1].isdigit():
                    space = rest.find(b" ", start, start + 12)
                    if space < 0 or len(rest) < space + 1 + int(rest[start:space]):
                        break
                    start = space + 1 + int(rest[start:space])
                    self._take(rest[space + 1 : start])
                else:
                    end = rest.find(b"\n", start)
                    if end < 0:
                        break
                    self._take(rest[start:end])
                    start = end + 1
            rest = rest[start:]

    def _take(self, message):
        message = message.rstrip(b"\n")
        serial = serial_of(message)
        self.books.take(serial, serial is not None and message.endswith(b" " + line(serial)))


class HTTPReceiver(Receiver):
    """NDJSON by POST, plain or gzip; a request is counted as a whole before it is answered."""

    def serve(self, connection, read):
        rest = b""
        while True:
            while b"\r\n\r\n" not in rest:
                data = read()
                if not data:
                    return
                rest += data
            head, rest = rest.split(b"\r\n\r\n", 1)
            fields = dict(
                (name.strip().lower(), value.strip())
                for name, _, value in (field.partition(b":") for field in head.split(b"\r\n")[1:])
            )
            if fields.get(b"expect", b"").lower() == b"100-continue":
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            body = bytearray()
            if b"chunked" in fields.get(b"transfer-encoding", b""):
                size = None
                while size != 0:
                    while b"\r\n" not in rest:
                        rest += self._more(read)
                    text, rest = rest.split(b"\r\n", 1)
                    size = int(text.split(b";")[0], 16)
                    while len(rest) < size + 2:
                        rest += self._more(read)
                    body += rest[:size]
                    rest = rest[size + 2 :]
            else:
                size = int(fields.get(b"content-length", b"0"))
                while len(rest) < size:
                    rest += self._more(read)
                body, rest = rest[:size], rest[size:]
            text = gzip.decompress(bytes(body)) if fields.get(b"content-encoding") == b"gzip" else bytes(body)
            for record in text.split(b"\n"):
                if record.strip():
                    self._take(record)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    @staticmethod
    def _more(read):
        data = read()
        if not data:
            raise ConnectionError
        return data

    def _take(self, record):
        serial = serial_of(record)
        if serial is None:
            return self.books.take(None, False)
        found = json.loads(record)
        found.pop("_weir", None)
        self.books.take(serial, found == json.loads(line(serial)))
