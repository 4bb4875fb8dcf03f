#define _GNU_SOURCE

#include "CWeirSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// A FIFO without a writer would block the open; for a regular file the flag means nothing.
static int flags_for(int for_status) { return (for_status ? O_PATH : O_RDONLY | O_NONBLOCK | O_NOCTTY) | O_NOFOLLOW | O_CLOEXEC; }

int weir_open_without_links(const char *path, int for_status) {
    // With O_NOFOLLOW a link at the end would be opened itself, which counts as following none.
    struct open_how how = {.flags = (uint64_t)(flags_for(for_status) & ~O_NOFOLLOW), .resolve = RESOLVE_NO_SYMLINKS};
    return (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
}

int weir_open_name(int directory, const char *name, int for_status) { return openat(directory, name, flags_for(for_status)); }

ptrdiff_t weir_read_link(int link, char *bytes, size_t count) { return readlinkat(link, "", bytes, count); }

static int get_limit(int resource, uint64_t *soft, uint64_t *hard) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) return -1;
    *soft = limit.rlim_cur;
    *hard = limit.rlim_max;
    return 0;
}

static int set_limit(int resource, uint64_t soft) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) return -1;
    limit.rlim_cur = soft;
    return setrlimit(resource, &limit);
}

int weir_open_file_limit(uint64_t *soft, uint64_t *hard) { return get_limit(RLIMIT_NOFILE, soft, hard); }

int weir_set_open_file_limit(uint64_t soft) { return set_limit(RLIMIT_NOFILE, soft); }

int weir_file_size_limit(uint64_t *soft, uint64_t *hard) { return get_limit(RLIMIT_FSIZE, soft, hard); }

int weir_set_file_size_limit(uint64_t soft) { return set_limit(RLIMIT_FSIZE, soft); }
