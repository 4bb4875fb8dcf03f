#define _GNU_SOURCE

#include "CWeirSystem.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

static const uint32_t asked = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

int weir_watch_open(void) { return inotify_init1(IN_CLOEXEC | IN_NONBLOCK); }
int weir_watch_add(int watches, const char *directory) { return inotify_add_watch(watches, directory, asked); }
int weir_growth_add(int watches, const char *path) { return inotify_add_watch(watches, path, IN_MODIFY | IN_ONESHOT); }
int weir_watch_remove(int watches, int watch) { return inotify_rm_watch(watches, watch); }

int weir_watch_wait(int watches, int end) {
    for (;;) {
        struct pollfd ready[2] = {{.fd = watches, .events = POLLIN}, {.fd = end, .events = POLLIN}};
        if (poll(ready, 2, -1) >= 0) return !ready[1].revents;
        if (errno != EINTR) return 0;
    }
}

ptrdiff_t weir_watch_read(int watches, char *bytes, size_t count) {
    for (;;) {
        ssize_t got = read(watches, bytes, count);
        if (got >= 0) return got;
        if (errno == EAGAIN) return 0;
        if (errno != EINTR) return -1;
    }
}

int weir_watch_next(const char *bytes, size_t count, size_t *offset, weir_watch_event *event) {
    struct inotify_event head;
    if (*offset > count || count - *offset < sizeof head) return 0;
    memcpy(&head, bytes + *offset, sizeof head);
    if (count - *offset - sizeof head < head.len) return 0;
    event->watch = head.wd;
    event->move = head.cookie;
    // The kernel ends a name with zeros.
    event->name = head.len > 0 ? bytes + *offset + sizeof head : "";
    event->what = 0;
    if (head.mask & (IN_CREATE | IN_MOVED_TO)) event->what |= weir_name_appeared;
    if (head.mask & (IN_DELETE | IN_MOVED_FROM)) event->what |= weir_name_left;
    if (head.mask & (IN_ISDIR | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) event->what |= weir_directory_changed;
    if (head.mask & IN_MODIFY) event->what |= weir_file_grew;
    if (head.mask & IN_IGNORED) event->what |= weir_watch_ended;
    if (head.mask & IN_Q_OVERFLOW) event->what |= weir_watch_overflowed;
    *offset += sizeof head + head.len;
    return 1;
}

int weir_event_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int weir_event_raise(int event) {
    uint64_t one = 1;
    return write(event, &one, sizeof one) == sizeof one ? 0 : -1;
}
