// Finds where one of many short texts stands. Each byte's two halves are looked up in tables of 16 entries, whose bits stand for
// groups of texts; where three bytes in a row agree on a group, the texts that begin with them are compared. With AVX2 32 places are
// looked at by some 25 instructions, with AVX-512 64 places by as many, and with four times the groups.

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

static inline int is_known(const weir_scanner *scanner, const uint8_t *bytes) {
    unsigned place = weir_known_place(bytes[0], bytes[1], bytes[2]);
    return scanner->known[place >> 3] >> (place & 7) & 1;
}

// What stands with its three bytes at the place.
static uint64_t marks_at(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t place) {
    uint64_t marks = 0;
    for (int byte = 0; byte < 2; byte++)
        if (bytes[place] == scanner->single[byte]) marks |= scanner->single_marks[byte];
    if (!is_known(scanner, bytes + place)) return marks;
    uint64_t here = word_at(bytes, count, place);
    unsigned bucket = weir_text_bucket(bytes[place], bytes[place + 1], bytes[place + 2]);
    const weir_text *end = scanner->texts + scanner->first_text[bucket + 1];
    for (const weir_text *text = scanner->texts + scanner->first_text[bucket]; text < end; text++) {
        // A bucket holds texts with several triples.
        if (!matches(text->triple, here) || place < text->offset) continue;
        size_t start = place - text->offset;
        if (count - start < text->count || !matches(text->words[0], word_at(bytes, count, start))) continue;
        if (text->count > 8 && !matches(text->words[1], word_at(bytes, count, start + 8))) continue;
        if (is_followed(scanner, text, word_at(bytes, count, start + text->count))) marks |= text->marks;
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
        int is_single = bytes[place] == scanner->single[0] || bytes[place] == scanner->single[1];
        if ((groups || is_single) && (*marks = marks_at(scanner, bytes, count, place))) return place;
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
    const __m256i single0 = _mm256_set1_epi8((char)scanner->single[0]), single1 = _mm256_set1_epi8((char)scanner->single[1]);
    const __m256i low0 = TABLE(scanner->low[0]), low1 = TABLE(scanner->low[1]), low2 = TABLE(scanner->low[2]);
    const __m256i high0 = TABLE(scanner->high[0]), high1 = TABLE(scanner->high[1]), high2 = TABLE(scanner->high[2]);
    // 32 places take two bytes behind the last one.
    for (; count >= 34 && from <= count - 34; from += 32) {
        __m256i agreed = _mm256_and_si256(_mm256_and_si256(LOOK_UP(0), LOOK_UP(1)), LOOK_UP(2));
        __m256i here = _mm256_loadu_si256((const __m256i *)(bytes + from));
        __m256i single = _mm256_or_si256(_mm256_cmpeq_epi8(here, single0), _mm256_cmpeq_epi8(here, single1));
        agreed = _mm256_or_si256(agreed, single);
        if (__builtin_expect(_mm256_testz_si256(agreed, agreed), 1)) continue;
        uint32_t singles = (uint32_t)_mm256_movemask_epi8(single);
        uint32_t found = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(agreed, none));
        for (; found; found &= found - 1) {
            size_t place = from + (size_t)__builtin_ctz(found);
            if (!is_known(scanner, bytes + place) && !(singles >> (place - from) & 1)) continue;
            if ((*marks = marks_at(scanner, bytes, count, place))) return place;
        }
    }
    return weir_next_text_bytewise(scanner, bytes, count, from, marks);
}

__attribute__((target("avx2"))) static size_t by_32_places(
    const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks) {
    return scanner->is_ascii ? by_32(scanner, bytes, count, from, marks, 1) : by_32(scanner, bytes, count, from, marks, 0);
}

// Six bits of each byte: the low five, and whether it is a letter or stands among them.
#define FOLDED(place)                                                                                                                    \
    ({                                                                                                                                   \
        __m512i at = _mm512_loadu_si512(bytes + from + place);                                                                           \
        _mm512_ternarylogic_epi64(five, at, _mm512_srli_epi16(at, 1), 0xCA);                                                             \
    })

#define AGREED(set)                                                                                                                      \
    _mm512_ternarylogic_epi64(                                                                                                           \
        _mm512_permutexvar_epi8(first, tables[set][0]), _mm512_permutexvar_epi8(second, tables[set][1]),                                 \
        _mm512_permutexvar_epi8(third, tables[set][2]), 0x80)

__attribute__((target("avx512f,avx512bw,avx512vbmi"))) static size_t by_64_places(
    const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks) {
    const __m512i five = _mm512_set1_epi8(31);
    const __m512i single0 = _mm512_set1_epi8((char)scanner->single[0]), single1 = _mm512_set1_epi8((char)scanner->single[1]);
    __m512i tables[WEIR_GROUP_SETS][3];
    for (int set = 0; set < WEIR_GROUP_SETS; set++)
        for (int place = 0; place < 3; place++) tables[set][place] = _mm512_loadu_si512(scanner->folded[set][place]);
    // 64 places take two bytes behind the last one.
    for (; count >= 66 && from <= count - 66; from += 64) {
        __m512i first = FOLDED(0), second = FOLDED(1), third = FOLDED(2);
        __m512i agreed = _mm512_or_si512(_mm512_or_si512(AGREED(0), AGREED(1)), _mm512_or_si512(AGREED(2), AGREED(3)));
        __m512i here = _mm512_loadu_si512(bytes + from);
        uint64_t single = _mm512_cmpeq_epi8_mask(here, single0) | _mm512_cmpeq_epi8_mask(here, single1);
        uint64_t found = _mm512_test_epi8_mask(agreed, agreed) | single;
        for (; __builtin_expect(found != 0, 0); found &= found - 1) {
            size_t place = from + (size_t)__builtin_ctzll(found);
            if (!is_known(scanner, bytes + place) && !(single >> (place - from) & 1)) continue;
            if ((*marks = marks_at(scanner, bytes, count, place))) return place;
        }
    }
    return weir_next_text_bytewise(scanner, bytes, count, from, marks);
}

size_t weir_next_text(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks) {
    if (__builtin_cpu_supports("avx512vbmi")) return by_64_places(scanner, bytes, count, from, marks);
    return (__builtin_cpu_supports("avx2") ? by_32_places : weir_next_text_bytewise)(scanner, bytes, count, from, marks);
}
#else
size_t weir_next_text(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks) {
    return weir_next_text_bytewise(scanner, bytes, count, from, marks);
}
#endif
