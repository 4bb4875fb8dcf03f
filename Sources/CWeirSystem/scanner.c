// Finds where one of many short texts stands. Each byte's two halves are looked up in tables of 16 entries, whose bits stand for
// groups of texts; where three bytes in a row agree on a group its texts are compared. With AVX2 32 places are looked at by some 25
// instructions.

#include "CWeirSystem.h"

#include <string.h>

// The eight bytes from a place on, zeros where there are none.
static inline uint64_t word_at(const uint8_t *bytes, size_t count, size_t place) {
    uint64_t word = 0;
    if (count >= 8 && place <= count - 8) {
        memcpy(&word, bytes + place, 8);
    } else {
        for (size_t behind = count; behind > place; behind--) word = word << 8 | bytes[behind - 1];
    }
    return word;
}

static inline int matches(weir_word pattern, uint64_t word) { return ((word | pattern.fold) & pattern.mask) == pattern.bits; }

static int is_followed(const weir_scanner *scanner, const weir_text *text, uint64_t word) {
    for (uint16_t ending = text->first_ending; ending < text->end_of_endings; ending++)
        if (matches(scanner->endings[ending], word)) return 1;
    return text->first_ending == text->end_of_endings;
}

// What stands with its three bytes at the place.
static uint64_t marks_at(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t place, unsigned groups) {
    uint64_t marks = 0, here = word_at(bytes, count, place);
    for (; groups; groups &= groups - 1) {
        unsigned group = (unsigned)__builtin_ctz(groups);
        const weir_text *end = scanner->texts + scanner->first_text[group + 1];
        for (const weir_text *text = scanner->texts + scanner->first_text[group]; text < end; text++) {
            // A group agrees on bytes of several texts at once.
            if (!matches(text->triple, here) || place < text->offset) continue;
            size_t start = place - text->offset;
            if (count - start < text->count || !matches(text->words[0], word_at(bytes, count, start))) continue;
            if (text->count > 8 && !matches(text->words[1], word_at(bytes, count, start + 8))) continue;
            if (is_followed(scanner, text, word_at(bytes, count, start + text->count))) marks |= text->marks;
        }
    }
    return marks;
}

static inline unsigned groups_at(const weir_scanner *scanner, const uint8_t *bytes) {
    unsigned groups = 0xFF;
    for (int place = 0; place < 3; place++) groups &= scanner->low[place][bytes[place] & 15] & scanner->high[place][bytes[place] >> 4];
    return groups;
}

size_t weir_next_text_bytewise(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks) {
    for (size_t place = from; count >= 3 && place <= count - 3; place++) {
        unsigned groups = groups_at(scanner, bytes + place);
        if (groups && (*marks = marks_at(scanner, bytes, count, place, groups))) return place;
    }
    return count;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define TABLE(table) _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(table)))

// The groups that each of 32 bytes may belong to. A look-up takes the low half of a byte, and yields nothing where bit 7 is set: where
// no text has such bytes that is the answer already.
#define LOOK_UP(place)                                                                                                                   \
    ({                                                                                                                                   \
        __m256i at = _mm256_loadu_si256((const __m256i *)(bytes + from + place));                                                        \
        _mm256_and_si256(                                                                                                                \
            _mm256_shuffle_epi8(low##place, is_ascii ? at : _mm256_and_si256(at, half)),                                                 \
            _mm256_shuffle_epi8(high##place, _mm256_and_si256(_mm256_srli_epi16(at, 4), half)));                                         \
    })

__attribute__((target("avx2"), always_inline)) static inline size_t by_32(
    const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks, int is_ascii) {
    const __m256i half = _mm256_set1_epi8(15), none = _mm256_setzero_si256();
    const __m256i low0 = TABLE(scanner->low[0]), low1 = TABLE(scanner->low[1]), low2 = TABLE(scanner->low[2]);
    const __m256i high0 = TABLE(scanner->high[0]), high1 = TABLE(scanner->high[1]), high2 = TABLE(scanner->high[2]);
    // 32 places take two bytes behind the last one.
    for (; count >= 34 && from <= count - 34; from += 32) {
        __m256i agreed = _mm256_and_si256(_mm256_and_si256(LOOK_UP(0), LOOK_UP(1)), LOOK_UP(2));
        if (__builtin_expect(_mm256_testz_si256(agreed, agreed), 1)) continue;
        uint32_t found = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(agreed, none));
        uint8_t groups[32];
        _mm256_storeu_si256((__m256i *)groups, agreed);
        for (; found; found &= found - 1) {
            size_t place = from + (size_t)__builtin_ctz(found);
            if ((*marks = marks_at(scanner, bytes, count, place, groups[place - from]))) return place;
        }
    }
    return weir_next_text_bytewise(scanner, bytes, count, from, marks);
}

__attribute__((target("avx2"))) static size_t by_32_places(
    const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks) {
    return scanner->is_ascii ? by_32(scanner, bytes, count, from, marks, 1) : by_32(scanner, bytes, count, from, marks, 0);
}

size_t weir_next_text(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks) {
    return (__builtin_cpu_supports("avx2") ? by_32_places : weir_next_text_bytewise)(scanner, bytes, count, from, marks);
}
#else
size_t weir_next_text(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks) {
    return weir_next_text_bytewise(scanner, bytes, count, from, marks);
}
#endif
