"""A real ext4 in a file: it fills up, and its power can be cut."""

import errno
import fcntl
import os
import struct
import subprocess

EXT4_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2


def is_possible():
    return os.geteuid() == 0 and os.path.exists("/dev/loop-control") and os.path.exists("/sbin/mkfs.ext4")


class LoopDisk:
    def __init__(self, folder, mebibytes):
        self.image, self.path = folder + "/disk.img", folder + "/disk"
        os.makedirs(self.path)
        with open(self.image, "wb") as image:
            image.truncate(mebibytes << 20)
        self._run("/sbin/mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", self.image)
        self._mount()

    def _mount(self):
        self._run("/bin/mount", "-o", "loop", self.image, self.path)

    def cut_power(self):
        """What was not synced is forgotten, and from now on nothing is written."""
        descriptor = os.open(self.path, os.O_RDONLY)
        fcntl.ioctl(descriptor, EXT4_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        os.close(descriptor)

    def restart(self):
        """Power is there again.

        What the disk held then is copied: whoever started a mount namespace meanwhile still has the old file system, which stays shut.
        """
        self._run("/bin/cp", "--sparse=always", self.image, self.image + ".copy")
        self._run("/bin/umount", "-l", self.path)
        os.rename(self.image + ".copy", self.image)
        self._mount()

    def fill(self):
        """Others take all the room that is left."""
        with open(self.path + "/others", "wb", buffering=0) as file:
            page = b"." * 4096
            try:
                while True:
                    file.write(page)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self):
        os.unlink(self.path + "/others")

    def close(self):
        subprocess.run(["/bin/umount", "-l", self.path], check=False)

    @staticmethod
    def _run(*command):
        subprocess.run(command, check=True)
