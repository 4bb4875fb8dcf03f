#include "CMemoryVFS.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

// As SQLite's own unix VFS has it.
enum { page_bytes = 4096 };

typedef struct memory_file {
    sqlite3_file base;
    void *file;
    // The index of the write-ahead log: of one connection only, so its locks are always had.
    void **regions;
    int region_count;
    int lock;
} memory_file;

static weir_memory_disk disk;
static const char *prefix;
static size_t prefix_bytes;
static sqlite3_vfs *below;

static int is_ours(const char *path) { return path && strncmp(path, prefix, prefix_bytes) == 0; }

static void drop_regions(memory_file *file) {
    for (int i = 0; i < file->region_count; i++) free(file->regions[i]);
    free(file->regions);
    file->regions = NULL;
    file->region_count = 0;
}

static int file_close(sqlite3_file *base) {
    memory_file *file = (memory_file *)base;
    drop_regions(file);
    return disk.close(file->file);
}

static int file_read(sqlite3_file *base, void *buffer, int count, sqlite3_int64 offset) {
    return disk.read(((memory_file *)base)->file, buffer, count, offset);
}

static int file_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
    return disk.write(((memory_file *)base)->file, bytes, count, offset);
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 length) { return disk.truncate(((memory_file *)base)->file, length); }

static int file_sync(sqlite3_file *base, int flags) {
    (void)flags;
    return disk.synchronize(((memory_file *)base)->file);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *length) {
    int64_t found = 0;
    int code = disk.size(((memory_file *)base)->file, &found);
    *length = found;
    return code;
}

static int file_lock(sqlite3_file *base, int level) {
    memory_file *file = (memory_file *)base;
    if (level > file->lock) file->lock = level;
    return SQLITE_OK;
}

static int file_unlock(sqlite3_file *base, int level) {
    ((memory_file *)base)->lock = level;
    return SQLITE_OK;
}

static int file_reserved(sqlite3_file *base, int *is_reserved) {
    *is_reserved = ((memory_file *)base)->lock >= SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    (void)base;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *base) {
    (void)base;
    return page_bytes;
}

static int file_characteristics(sqlite3_file *base) {
    (void)base;
    // As the unix VFS: what lies beside a write is not touched by it.
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int file_map(sqlite3_file *base, int region, int bytes, int extend, void volatile **out) {
    memory_file *file = (memory_file *)base;
    *out = NULL;
    if (region >= file->region_count) {
        if (!extend) return SQLITE_OK;
        void **grown = realloc(file->regions, sizeof(void *) * (size_t)(region + 1));
        if (!grown) return SQLITE_NOMEM;
        file->regions = grown;
        while (file->region_count <= region) {
            void *made = calloc(1, (size_t)bytes);
            if (!made) return SQLITE_NOMEM;
            file->regions[file->region_count++] = made;
        }
    }
    *out = file->regions[region];
    return SQLITE_OK;
}

static int file_map_lock(sqlite3_file *base, int offset, int count, int flags) {
    (void)base;
    (void)offset;
    (void)count;
    (void)flags;
    return SQLITE_OK;
}

static void file_map_barrier(sqlite3_file *base) {
    (void)base;
    __sync_synchronize();
}

static int file_unmap(sqlite3_file *base, int remove) {
    (void)remove;
    drop_regions((memory_file *)base);
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_map,
    .xShmLock = file_map_lock,
    .xShmBarrier = file_map_barrier,
    .xShmUnmap = file_unmap,
};

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags) {
    (void)vfs;
    if (!is_ours(path)) return below->xOpen(below, path, base, flags, out_flags);
    memory_file *file = (memory_file *)base;
    memset(file, 0, sizeof *file);
    int code = disk.open(path, flags, &file->file);
    if (code != SQLITE_OK) return code;
    base->pMethods = &methods;
    if (out_flags) *out_flags = flags;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int synchronize) {
    (void)vfs;
    return is_ours(path) ? disk.remove(path, synchronize) : below->xDelete(below, path, synchronize);
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *out) {
    (void)vfs;
    return is_ours(path) ? disk.exists(path, out) : below->xAccess(below, path, flags, out);
}

static int vfs_path(sqlite3_vfs *vfs, const char *path, int bytes, char *out) {
    (void)vfs;
    if (!is_ours(path)) return below->xFullPathname(below, path, bytes, out);
    if (strlen(path) + 1 > (size_t)bytes) return SQLITE_CANTOPEN;
    strcpy(out, path);
    return SQLITE_OK;
}

int weir_memory_vfs_register(const char *chosen, const weir_memory_disk *calls) {
    static sqlite3_vfs vfs;
    if (below) return SQLITE_OK;
    int code = sqlite3_initialize();
    if (code != SQLITE_OK) return code;
    below = sqlite3_vfs_find(NULL);
    if (!below) return SQLITE_ERROR;
    prefix = chosen;
    prefix_bytes = strlen(chosen);
    disk = *calls;
    // Everything that is not about files stays with the default: time, randomness, sleep.
    vfs = *below;
    vfs.pNext = NULL;
    vfs.zName = "weir-memory";
    if (vfs.szOsFile < (int)sizeof(memory_file)) vfs.szOsFile = (int)sizeof(memory_file);
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    vfs.xAccess = vfs_access;
    vfs.xFullPathname = vfs_path;
    return sqlite3_vfs_register(&vfs, 1);
}
