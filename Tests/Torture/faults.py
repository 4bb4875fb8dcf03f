"""The faults. Each is done to one program on its way from one log to one receiver, while the log is written."""

import threading
import time

#: Records a second while a fault goes on, in portions of this many seconds.
RATE, PORTION = 1000, 0.02


class Run:
    """One program at work: its log, its receiver, its disk, and what is remembered of the faults."""

    def __init__(self, program, log, receiver, folder, disk, scale):
        self.program, self.log, self.receiver, self.folder, self.disk, self.scale = program, log, receiver, folder, disk, scale
        #: When each fault ended, and how many records were written by then.
        self.ends = []

    def start(self):
        self.program.start(self.folder, self.log.path, self.receiver.port)

    def write(self, seconds):
        """The application writes at its pace."""
        for _ in range(round(seconds / PORTION)):
            self.log.append(round(RATE * PORTION))
            time.sleep(PORTION)

    def ended(self):
        self.ends.append((time.monotonic(), self.log.written))

    def wait_for(self, records, quiet, patience):
        """Until so many distinct records came; false where none has for `quiet` seconds, or `patience` seconds are over."""
        start = time.monotonic()
        while self.receiver.books.distinct < records:
            now = time.monotonic()
            if now - max(start, self.receiver.books.last_new) > quiet or now - start > patience:
                return False
            time.sleep(0.02)
        return True


def sigkill(run):
    for number in range(8):
        run.write(0.4 + 0.05 * number)
        run.program.kill()
        run.write(0.1)
        run.start()
        run.ended()


def resets(run):
    for number in range(15):
        run.write(0.2 + 0.03 * number)
        run.receiver.reset()
        run.ended()


def half_open(run):
    for _ in range(2):
        run.write(0.5)
        thread = threading.Thread(target=run.receiver.swallow, args=(2,))
        thread.start()
        run.write(2)
        thread.join()
        run.ended()


def disk_full(run):
    run.write(0.5)
    run.receiver.down()
    run.write(0.5)
    run.disk.fill()
    run.write(3)
    run.disk.free()
    run.receiver.up()
    run.ended()
    run.write(1)


def power_loss(run):
    """At work, with its peer down, and just after the peer is back; the logs are on another disk and stay."""
    for step in range(3):
        if step == 1:
            run.receiver.down()
        run.write(1 + 0.3 * step)
        if step == 2:
            run.receiver.up()
            run.write(0.2)
        run.disk.cut_power()
        run.program.kill()
        run.disk.restart()
        run.start()
        run.ended()
        run.write(0.5)


def rotation(run):
    for _ in range(8):
        run.write(1)
        run.log.rotate()
        run.ended()


def copytruncate(run):
    for _ in range(8):
        run.write(1)
        run.log.copytruncate()
        run.ended()


def outage(run):
    """A day of records at once while nobody listens, more than any queue in memory holds, and a SIGKILL in the middle of it."""
    run.write(0.2)
    run.receiver.down()
    for step in range(10):
        run.log.append(run.scale // 10)
        time.sleep(0.2)
        if step == 5:
            run.program.kill()
            run.start()
    time.sleep(1)
    run.receiver.up()
    run.ended()


#: Name, what is done, whether the queue lies on a disk of its own.
FAULTS = [
    ("8 SIGKILLs", sigkill, False),
    ("15 resets by the receiver", resets, False),
    ("half-open, twice 2 s", half_open, False),
    ("disk full", disk_full, True),
    ("3 power losses (ext4)", power_loss, True),
    ("8 rotations by rename", rotation, False),
    ("8 times copytruncate", copytruncate, False),
    ("a day's outage, a SIGKILL in it", outage, False),
]
