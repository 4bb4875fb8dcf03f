#define _GNU_SOURCE

#include "CWeirSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

int weir_reserve(int descriptor, uint64_t length) {
    return fallocate(descriptor, FALLOC_FL_KEEP_SIZE, 0, (off_t)length);
}

int64_t weir_next_data(int descriptor, uint64_t offset) {
    return (int64_t)lseek(descriptor, (off_t)offset, SEEK_DATA);
}

int weir_start_write_back(int descriptor, uint64_t offset, uint64_t length) {
    return sync_file_range(descriptor, (off64_t)offset, (off64_t)length, SYNC_FILE_RANGE_WRITE);
}

int weir_unsent_bytes(int descriptor) {
    int bytes = 0;
    return ioctl(descriptor, SIOCOUTQ, &bytes) < 0 ? -1 : bytes;
}

int weir_set_user_timeout(int descriptor, unsigned int milliseconds) {
    return setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
}

int weir_peer_closed(int descriptor) {
    struct pollfd asked = {.fd = descriptor, .events = POLLRDHUP};
    int found;
    do found = poll(&asked, 1, 0);
    while (found < 0 && errno == EINTR);
    if (found < 0) return -1;
    return (asked.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

int weir_accept(int descriptor) {
    return accept4(descriptor, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

void weir_name_thread(const char *name) {
    char kept[16];
    strncpy(kept, name, sizeof kept - 1);
    kept[sizeof kept - 1] = 0;
    pthread_setname_np(pthread_self(), kept);
}

int weir_signal_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    return fcntl(ends[1], F_SETFL, O_NONBLOCK);
}

static volatile sig_atomic_t signal_descriptor = -1;

static void on_signal(int number) {
    int before = errno;
    unsigned char byte = (unsigned char)number;
    if (signal_descriptor >= 0) {
        // A full pipe already tells of more signals than anyone will count.
        ssize_t ignored = write(signal_descriptor, &byte, 1);
        (void)ignored;
    }
    errno = before;
}

int weir_catch_signal(int number, int descriptor) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    signal_descriptor = descriptor;
    return sigaction(number, &action, NULL);
}

int weir_restore_signal(int number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL);
}
