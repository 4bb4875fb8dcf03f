// What Swift can't call by itself: variadic ioctl, GNU-only calls, processor instructions, signal handlers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What this process was started with, the program's own name first. NULL beyond the last.
int weir_argument_count(void);
const char *weir_argument(int index);

// Reserves room from the start of the file without changing its length. 0, or -1 with errno.
int weir_reserve(int descriptor, uint64_t length);

// Where the next bytes are that were ever written, from an offset on. -1 with errno, ENXIO where there are none.
int64_t weir_next_data(int descriptor, uint64_t offset);

// Lets the kernel begin to write the range to the disk, and does not wait for it. 0, or -1 with errno.
int weir_start_write_back(int descriptor, uint64_t offset, uint64_t length);

// Memory in pages of their own, or more of it: the pages move, and what is in them is not copied. NULL with errno; those there were stay then.
void *weir_grow_pages(void *pages, size_t from, size_t to);

// CRC32C (Castagnoli) of the bytes, continued from an earlier result; 0 to begin.
uint32_t weir_crc32c(uint32_t crc, const void *bytes, size_t count);

// The same by table: the fallback, and the oracle of the tests.
uint32_t weir_crc32c_table(uint32_t crc, const void *bytes, size_t count);

// Up to eight bytes to be compared at once, letters in lower case.
typedef struct {
    uint64_t bits;
    // What makes a letter lower-case.
    uint64_t fold;
    // Which bits count.
    uint64_t mask;
} weir_word;

// A text of up to 16 bytes, and the endings of which one must follow it: none, then anything may.
typedef struct {
    weir_word words[2];
    // A bit for each byte that is an ending by itself. The endings of more bytes are listed.
    uint64_t ending_bytes[4];
    // The first byte of each ending of more bytes.
    uint64_t ending_starts[4];
    // Its bytes from those on that are looked for, up to eight: most texts that share the first three differ in the next ones.
    weir_word start;
    uint64_t marks;
    uint16_t count;
    // Where these begin.
    uint16_t offset;
    uint16_t first_ending;
    uint16_t end_of_endings;
    uint16_t needs_ending;
} weir_text;

enum { WEIR_TEXT_SETS = 2, WEIR_TEXT_SIGNS = 5, WEIR_TEXT_BUCKET_BITS = 11, WEIR_TEXT_BUCKETS = 1 << WEIR_TEXT_BUCKET_BITS };

typedef struct {
    // For each sign of four bytes in a row, by its value: the groups of texts that may have it, eight in each set, a bit each.
    uint8_t groups[WEIR_TEXT_SETS][WEIR_TEXT_SIGNS][16];
    // What is known of each bucket's three bytes: what only looks like a text to the tables is left out by it. In the low half the bytes
    // themselves, folded, or bit 31 where several share the bucket; in the high half a bit for each low five bits of a byte that may
    // follow them.
    uint64_t known[WEIR_TEXT_BUCKETS];
    // None of the first three bytes that are looked for has bit 7 set.
    int is_ascii;
    // Bytes that are looked for by themselves, and what a hit is told with: 0 where there is none; and of every byte whether it is one.
    uint8_t single[2];
    uint8_t is_single[256];
    uint64_t single_marks[2];
    // Bucket by bucket, and where each begins.
    const weir_text *texts;
    uint16_t first_text[WEIR_TEXT_BUCKETS + 1];
    const weir_word *endings;
} weir_scanner;

// The signs of four bytes in a row, of four bits each, the same for letters of either case: the low half of each of the first three, and
// for each two bytes whether they are letters (bit 6) and of which half of the alphabet (bit 4). Which of these go together tells more than
// each by itself, and the low half of the fourth would tell less than it costs.
static inline unsigned weir_text_sign(uint32_t word, int sign) {
    if (sign < 3) return word >> 8 * sign & 15u;
    uint32_t pair = word >> 16 * (sign - 3);
    return (pair >> 4 & 5u) | (pair >> 11 & 10u);
}

// The first three of four bytes; letters of either case are the same.
static inline uint32_t weir_folded_triple(uint32_t word) { return word & 0xDFDFDFu; }

// Where texts lie that are looked for by the first three of four bytes.
static inline unsigned weir_text_bucket(uint32_t word) { return (weir_folded_triple(word) * 0x9E3779B1u) >> (32 - WEIR_TEXT_BUCKET_BITS); }

// Where a text stands: some place within it, and the marks of all texts that stand there.
typedef struct {
    size_t place;
    uint64_t marks;
} weir_hit;

enum { WEIR_HITS_AT_ONCE = 1024 };

// Writes the hits from `*from` on in their order, and moves that to where the search goes on: to `count` at the end. `room` is
// WEIR_HITS_AT_ONCE or more. `bytewise` looks as a processor does that has no such instructions.
size_t weir_texts(const weir_scanner *scanner, int bytewise, const uint8_t *bytes, size_t count, size_t *from, weir_hit *hits, size_t room);

// Opens a path in which no component may be a symbolic link, with any flags that open takes besides; never blocks on a FIFO, and no
// child inherits it. -1 with errno: ELOOP where one is a link, ENOSYS or EPERM where this kernel, or what confines the process, has no
// such call.
int weir_open_without_links(const char *path, int for_status);

// Opens one name in a directory: for reading, or, for its status alone, a link itself too. Descriptors of a directory may be AT_FDCWD.
int weir_open_name(int directory, const char *name, int for_status);

// Where a link leads that was opened for its status: bytes, without a zero at the end. -1 with errno.
ptrdiff_t weir_read_link(int link, char *bytes, size_t count);

// What a watched directory tells of.
enum {
    weir_name_appeared = 1,
    weir_name_left = 2,
    // The name is a directory's, or the watched directory itself has moved or is gone.
    weir_directory_changed = 4,
    // Nothing more is told of this watch.
    weir_watch_ended = 8,
    // The kernel kept no more events: some are lost.
    weir_watch_overflowed = 16,
    // A file was written to or truncated.
    weir_file_grew = 32,
};

typedef struct {
    int watch;
    int what;
    // The same for the two ends of a move; 0 where nothing moved.
    uint32_t move;
    // Empty where the directory itself is meant; within the bytes that were read.
    const char *name;
} weir_watch_event;

// Tells of names in directories. No child inherits it. -1 with errno.
int weir_watch_open(void);

// Watches one directory: the watch's number, the same where it is watched already. -1 with errno.
int weir_watch_add(int watches, const char *directory);
int weir_watch_remove(int watches, int watch);

// Tells of one file's next change, once; then the watch ends. The watch's number, the same where that file is watched. -1 with errno.
int weir_growth_add(int watches, const char *path);

// Waits for events: 1 once there are some, 0 once `end` was raised or waiting is not possible.
int weir_watch_wait(int watches, int end);
// Events that are there, without waiting: their bytes, 0 where there are none; -1 with errno.
ptrdiff_t weir_watch_read(int watches, char *bytes, size_t count);

// The event at an offset, which is moved past it. 0 where there is none any more.
int weir_watch_next(const char *bytes, size_t count, size_t *offset, weir_watch_event *event);

// A descriptor that becomes readable for ever once it is raised.
int weir_event_open(void);
int weir_event_raise(int event);

// How many files this process may have open: what holds now, and what it may raise that to. 0, or -1 with errno.
int weir_open_file_limit(uint64_t *soft, uint64_t *hard);
int weir_set_open_file_limit(uint64_t soft);

// How large a file may grow that this process writes, in bytes: the same. UINT64_MAX for as large as the file system lets it.
int weir_file_size_limit(uint64_t *soft, uint64_t *hard);
int weir_set_file_size_limit(uint64_t soft);

// Bytes written to a TCP socket that the peer has not acknowledged. -1 with errno.
int weir_unsent_bytes(int descriptor);

// Gives up on a peer that acknowledges nothing for this long. 0, or -1 with errno.
int weir_set_user_timeout(int descriptor, unsigned int milliseconds);

// 1 where the peer has closed its side or the connection is gone, 0 where not, -1 with errno. Reads nothing away.
int weir_peer_closed(int descriptor);

// The next connection of a listening socket, which never blocks and which no child inherits. -1 with errno.
int weir_accept(int descriptor);

// Takes an exclusive lock on an open file without waiting: 1, 0 where another has it, -1 with errno. Of two kinds, since the first
// keeps out what can't look, and the second can be looked at.
int weir_lock(int descriptor);

// Whether someone has such a lock, without taking one even for a moment. -1 with errno.
int weir_is_locked(int descriptor);

// Names the calling thread for ps and debuggers; 15 bytes are kept.
void weir_name_thread(const char *name);

// A pipe that no child inherits, whose writing end never blocks. 0, or -1 with errno.
int weir_signal_pipe(int ends[2]);

// Gives back the resident pages of the program's and its libraries' files that are never written: those in use come back from the page
// cache by themselves.
void weir_give_back_program_pages(void);

// No core of this process is written, and no other process of its user may read its memory. 0, or -1 with errno.
int weir_protect_memory(void);

// 0 where a core may be written, 1 where none is.
int weir_is_memory_protected(void);

// Writes over the first argument of this process that is the text, or ends in `=` and the text: lists of processes then show it no more.
// The number of bytes that were written over.
size_t weir_blank_argument(const char *text);

// From now on the signal's number is written to the descriptor as one byte. 0, or -1 with errno.
int weir_catch_signal(int number, int descriptor);

// Back to what the system does with the signal by itself. 0, or -1 with errno.
int weir_restore_signal(int number);

#ifdef __cplusplus
}
#endif
