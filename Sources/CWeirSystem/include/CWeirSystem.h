// What Swift can't call by itself: variadic ioctl, GNU-only calls, processor instructions, signal handlers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Reserves room from the start of the file without changing its length. 0, or -1 with errno.
int weir_reserve(int descriptor, uint64_t length);

// Lets the kernel begin to write the range to the disk, and does not wait for it. 0, or -1 with errno.
int weir_start_write_back(int descriptor, uint64_t offset, uint64_t length);

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
    // The three bytes of it that are looked for.
    weir_word triple;
    uint64_t marks;
    uint16_t count;
    // Where they begin.
    uint16_t offset;
    uint16_t first_ending;
    uint16_t end_of_endings;
} weir_text;

typedef struct {
    // For each of three bytes in a row, by its low and by its high half: the groups of texts that it may belong to, a bit each.
    uint8_t low[3][16];
    uint8_t high[3][16];
    // None of these bytes has bit 7 set.
    int is_ascii;
    // Group by group, and where each begins.
    const weir_text *texts;
    uint16_t first_text[9];
    const weir_word *endings;
} weir_scanner;

// The first place from `from` on where the three bytes of some text stand, and it with them, with the marks of all such texts;
// `count` where there is none.
size_t weir_next_text(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks);

// The same byte by byte: the fallback.
size_t weir_next_text_bytewise(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks);

// Bytes written to a TCP socket that the peer has not acknowledged. -1 with errno.
int weir_unsent_bytes(int descriptor);

// Gives up on a peer that acknowledges nothing for this long. 0, or -1 with errno.
int weir_set_user_timeout(int descriptor, unsigned int milliseconds);

// 1 where the peer has closed its side or the connection is gone, 0 where not, -1 with errno. Reads nothing away.
int weir_peer_closed(int descriptor);

// The next connection of a listening socket, which never blocks and which no child inherits. -1 with errno.
int weir_accept(int descriptor);

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
