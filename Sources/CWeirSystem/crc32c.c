// CRC32C by the processor's instruction where it has one, by table elsewhere.
// Three independent streams hide the instruction's latency; their results are joined by carrying each one over the
// zero bytes that stand for its followers, with tables made once.

#include "CWeirSystem.h"

#include <pthread.h>
#include <string.h>

#define POLYNOMIAL 0x82F63B78u
// Bytes of one of three interleaved streams; a multiple of 8.
#define STRIPE 4096u

static uint32_t byte_table[8][256];
// Carries a checksum over STRIPE zero bytes, by each of its four bytes.
static uint32_t stripe_table[4][256];
static int has_instruction;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static uint32_t by_table(uint32_t state, const unsigned char *bytes, size_t count) {
    while (count >= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        word ^= state;
        state = byte_table[7][word & 255] ^ byte_table[6][(word >> 8) & 255] ^ byte_table[5][(word >> 16) & 255]
            ^ byte_table[4][(word >> 24) & 255] ^ byte_table[3][(word >> 32) & 255] ^ byte_table[2][(word >> 40) & 255]
            ^ byte_table[1][(word >> 48) & 255] ^ byte_table[0][word >> 56];
        bytes += 8;
        count -= 8;
    }
    while (count--) state = byte_table[0][(state ^ *bytes++) & 255] ^ (state >> 8);
    return state;
}

static void make_byte_tables(void) {
    for (uint32_t value = 0; value < 256; value++) {
        uint32_t state = value;
        for (int bit = 0; bit < 8; bit++) state = state & 1 ? (state >> 1) ^ POLYNOMIAL : state >> 1;
        byte_table[0][value] = state;
    }
    for (int place = 1; place < 8; place++)
        for (int value = 0; value < 256; value++)
            byte_table[place][value] =
                (byte_table[place - 1][value] >> 8) ^ byte_table[0][byte_table[place - 1][value] & 255];
}

static void make_stripe_tables(void) {
    static const unsigned char zeros[STRIPE];
    for (int place = 0; place < 4; place++)
        for (uint32_t value = 0; value < 256; value++)
            stripe_table[place][value] = by_table(value << (8 * place), zeros, STRIPE);
}

static uint32_t over_stripe(uint32_t state) {
    return stripe_table[0][state & 255] ^ stripe_table[1][(state >> 8) & 255] ^ stripe_table[2][(state >> 16) & 255]
        ^ stripe_table[3][state >> 24];
}

#if defined(__x86_64__)
#include <nmmintrin.h>
#define ACCELERATED __attribute__((target("sse4.2")))
#define STEP8(state, word) ((uint32_t)_mm_crc32_u64((state), (word)))
#define STEP1(state, byte) _mm_crc32_u8((state), (byte))
static int detect(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("sse4.2");
}
#elif defined(__aarch64__)
#include <arm_acle.h>
#include <asm/hwcap.h>
#include <sys/auxv.h>
#define ACCELERATED __attribute__((target("crc")))
#define STEP8(state, word) __crc32cd((state), (word))
#define STEP1(state, byte) __crc32cb((state), (byte))
static int detect(void) { return (getauxval(AT_HWCAP) & HWCAP_CRC32) != 0; }
#else
static int detect(void) { return 0; }
#endif

#ifdef ACCELERATED
static inline uint64_t word_at(const unsigned char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    return word;
}

ACCELERATED static uint32_t by_instruction(uint32_t state, const unsigned char *bytes, size_t count) {
    while (count >= 3 * STRIPE) {
        uint32_t second = 0, third = 0;
        for (size_t place = 0; place < STRIPE; place += 8) {
            state = STEP8(state, word_at(bytes + place));
            second = STEP8(second, word_at(bytes + STRIPE + place));
            third = STEP8(third, word_at(bytes + 2 * STRIPE + place));
        }
        state = over_stripe(over_stripe(state) ^ second) ^ third;
        bytes += 3 * STRIPE;
        count -= 3 * STRIPE;
    }
    while (count >= 8) {
        state = STEP8(state, word_at(bytes));
        bytes += 8;
        count -= 8;
    }
    while (count--) state = STEP1(state, *bytes++);
    return state;
}
#else
#define by_instruction by_table
#endif

static void prepare(void) {
    make_byte_tables();
    make_stripe_tables();
    has_instruction = detect();
}

uint32_t weir_crc32c(uint32_t crc, const void *bytes, size_t count) {
    pthread_once(&once, prepare);
    return ~(has_instruction ? by_instruction(~crc, bytes, count) : by_table(~crc, bytes, count));
}

uint32_t weir_crc32c_table(uint32_t crc, const void *bytes, size_t count) {
    pthread_once(&once, prepare);
    return ~by_table(~crc, bytes, count);
}
