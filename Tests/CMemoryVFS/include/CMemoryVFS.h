// SQLite's files in a test's memory: a VFS that becomes the process's default, takes the paths below one prefix, and leaves
// all others to the one that was the default before.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What the memory does. Results are SQLite's codes. A database has one connection: a second open of one that is open is refused
// by the memory, so that the index of its log need not be shared.
typedef struct weir_memory_disk {
    // With SQLite's SQLITE_OPEN_ flags; on 0 the file is the callee's until `close`.
    int (*open)(const char *path, int flags, void **file);
    int (*close)(void *file);
    // Fewer bytes than asked for: SQLITE_IOERR_SHORT_READ, the rest zeros.
    int (*read)(void *file, void *buffer, int count, int64_t offset);
    int (*write)(void *file, const void *bytes, int count, int64_t offset);
    int (*truncate)(void *file, int64_t length);
    int (*synchronize)(void *file);
    int (*size)(void *file, int64_t *length);
    int (*remove)(const char *path, int synchronizes_directory);
    int (*exists)(const char *path, int *exists);
} weir_memory_disk;

// Once for a process, before the first database is opened. Prefix and functions must live as long as the process.
int weir_memory_vfs_register(const char *prefix, const weir_memory_disk *disk);

#ifdef __cplusplus
}
#endif
