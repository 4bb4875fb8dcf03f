#define _GNU_SOURCE

#include "CWeirSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

static int record_lock(int descriptor, int command, short *type) {
    struct flock lock = {.l_type = *type, .l_whence = SEEK_SET};
    int result = fcntl(descriptor, command, &lock);
    *type = lock.l_type;
    return result;
}

int weir_lock(int descriptor) {
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) return errno == EWOULDBLOCK ? 0 : -1;
    short type = F_WRLCK;
    if (record_lock(descriptor, F_OFD_SETLK, &type) == 0) return 1;
    int reason = errno;
    flock(descriptor, LOCK_UN);
    errno = reason;
    return reason == EAGAIN || reason == EACCES ? 0 : -1;
}

int weir_is_locked(int descriptor) {
    short type = F_WRLCK;
    if (record_lock(descriptor, F_OFD_GETLK, &type) != 0) return -1;
    return type != F_UNLCK;
}
