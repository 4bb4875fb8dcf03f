"""The records of a run: each is made from its serial number, so that a receiver can tell whether one was altered."""

import os


def line(serial):
    """One JSON line of 150 to 350 bytes, without its line end."""
    return (
        '{"asctime": "2026-11-30 12:%02d:%02d,%03d", "name": "app", "levelname": "INFO", "message": "record %d of a torture %s", '
        '"weir_serial": %d}' % (serial // 60000 % 60, serial // 1000 % 60, serial % 1000, serial, "x" * (serial * 7 % 200), serial)
    ).encode()


class Log:
    """A log file that an application writes: it is appended to, and rotated in both usual ways."""

    def __init__(self, path):
        self.path = path
        self.written = 0
        self._open()

    def _open(self):
        self.file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def append(self, count):
        first = self.written + 1
        self.written += count
        text = b"".join(line(serial) + b"\n" for serial in range(first, self.written + 1))
        while text:
            text = text[os.write(self.file, text):]

    def rotate(self, kept=9):
        """By rename: app.log becomes app.log.1, and a new one is opened."""
        for number in range(kept - 1, 0, -1):
            self._rename(f"{self.path}.{number}", f"{self.path}.{number + 1}")
        self._rename(self.path, self.path + ".1")
        os.close(self.file)
        self._open()

    def copytruncate(self, kept=9):
        """As logrotate's copytruncate: a copy, then the file is cut to nothing. Nothing is written between the two."""
        for number in range(kept - 1, 0, -1):
            self._rename(f"{self.path}.{number}", f"{self.path}.{number + 1}")
        with open(self.path, "rb") as source, open(self.path + ".1", "wb") as copy:
            copy.write(source.read())
        os.ftruncate(self.file, 0)

    @staticmethod
    def _rename(old, new):
        if os.path.exists(old):
            os.rename(old, new)

    def close(self):
        os.close(self.file)
