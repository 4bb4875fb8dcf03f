// Finds where one of many short texts stands. Each byte's two halves are looked up in tables of 16 entries, whose bits stand for
// groups of texts; where three bytes in a row agree on a group, the texts that hold them are compared. With AVX2 32 places are looked at
// by some 40 instructions, with AVX-512 64 places by as many, and with twice the groups.

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
    if (!text->needs_ending) return 1;
    uint8_t byte = (uint8_t)word;
    if (text->ending_bytes[byte >> 6] >> (byte & 63) & 1) return 1;
    if (!(text->ending_starts[byte >> 6] >> (byte & 63) & 1)) return 0;
    for (uint16_t ending = text->first_ending; ending < text->end_of_endings; ending++)
        if (matches(scanner->endings[ending], word)) return 1;
    return 0;
}

// Reads four bytes.
static inline int is_known(const weir_scanner *scanner, const uint8_t *bytes) {
    uint32_t word;
    memcpy(&word, bytes, 4);
    unsigned place = weir_known_place(word);
    return scanner->known[place >> 6] >> (place & 63) & 1;
}

// What stands with its three bytes at the place.
static uint64_t marks_at(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t place) {
    uint64_t marks = 0;
    for (int byte = 0; byte < 2; byte++)
        if (bytes[place] == scanner->single[byte]) marks |= scanner->single_marks[byte];
    uint64_t here = word_at(bytes, count, place);
    unsigned triple = weir_triple_place((uint32_t)here);
    if (!(scanner->known_triples[triple >> 6] >> (triple & 63) & 1)) return marks;
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
    unsigned groups[WEIR_HALF_SETS] = {0xFF, 0xFF};
    for (int set = 0; set < WEIR_HALF_SETS; set++)
        for (int place = 0; place < 3; place++)
            groups[set] &= scanner->low[set][place][bytes[place] & 15] & scanner->high[set][place][bytes[place] >> 4];
    return groups[0] | groups[1];
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

// The halves of 32 bytes. A look-up takes the low half of a byte, and yields nothing where bit 7 is set: where no text has such bytes
// that is the answer already.
#define LOW_HALVES(at) (is_ascii ? at : _mm256_and_si256(at, half))
#define HIGH_HALVES(at) _mm256_and_si256(_mm256_srli_epi16(at, 4), half)

// The groups of a set that three bytes in a row agree on, for each of 32 places.
#define AGREED_BY_HALVES(set)                                                                                                            \
    _mm256_and_si256(                                                                                                                    \
        _mm256_and_si256(                                                                                                                \
            _mm256_and_si256(_mm256_shuffle_epi8(tables[set][0], low0), _mm256_shuffle_epi8(tables[set][3], high0)),                     \
            _mm256_and_si256(_mm256_shuffle_epi8(tables[set][1], low1), _mm256_shuffle_epi8(tables[set][4], high1))),                    \
        _mm256_and_si256(_mm256_shuffle_epi8(tables[set][2], low2), _mm256_shuffle_epi8(tables[set][5], high2)))

// The next 32 places, from `*from` on, with one that a text may stand at: a bit for each of them. 0 where there are no 32 places any more.
// Nothing is called here: a call would move the tables out of the registers.
__attribute__((target("avx2"), always_inline)) static inline uint32_t next_32(
    const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t *from, int is_ascii) {
    const __m256i half = _mm256_set1_epi8(15), none = _mm256_setzero_si256();
    const __m256i single0 = _mm256_set1_epi8((char)scanner->single[0]), single1 = _mm256_set1_epi8((char)scanner->single[1]);
    __m256i tables[WEIR_HALF_SETS][6];
    for (int set = 0; set < WEIR_HALF_SETS; set++) {
        for (int place = 0; place < 3; place++) {
            tables[set][place] = TABLE(scanner->low[set][place]);
            tables[set][3 + place] = TABLE(scanner->high[set][place]);
        }
    }
    size_t place = *from;
    // 32 places take two bytes behind the last one, and comparing takes a third.
    for (; count >= 35 && place <= count - 35; place += 32) {
        __m256i at0 = _mm256_loadu_si256((const __m256i *)(bytes + place));
        __m256i at1 = _mm256_loadu_si256((const __m256i *)(bytes + place + 1));
        __m256i at2 = _mm256_loadu_si256((const __m256i *)(bytes + place + 2));
        __m256i low0 = LOW_HALVES(at0), low1 = LOW_HALVES(at1), low2 = LOW_HALVES(at2);
        __m256i high0 = HIGH_HALVES(at0), high1 = HIGH_HALVES(at1), high2 = HIGH_HALVES(at2);
        __m256i single = _mm256_or_si256(_mm256_cmpeq_epi8(at0, single0), _mm256_cmpeq_epi8(at0, single1));
        __m256i agreed = _mm256_or_si256(_mm256_or_si256(AGREED_BY_HALVES(0), AGREED_BY_HALVES(1)), single);
        if (_mm256_testz_si256(agreed, agreed)) continue;
        uint32_t left = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(agreed, none));
        uint32_t found = (uint32_t)_mm256_movemask_epi8(single);
        for (; left; left &= left - 1) {
            unsigned offset = (unsigned)__builtin_ctz(left);
            found |= (uint32_t)is_known(scanner, bytes + place + offset) << offset;
        }
        if (found) {
            *from = place;
            return found;
        }
    }
    *from = place;
    return 0;
}

__attribute__((target("avx2"), noinline)) static uint32_t next_32_ascii(
    const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t *from) {
    return next_32(scanner, bytes, count, from, 1);
}

__attribute__((target("avx2"), noinline)) static uint32_t next_32_any(
    const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t *from) {
    return next_32(scanner, bytes, count, from, 0);
}

static size_t by_32_places(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t from, uint64_t *marks) {
    for (;; from += 32) {
        uint32_t found = scanner->is_ascii ? next_32_ascii(scanner, bytes, count, &from) : next_32_any(scanner, bytes, count, &from);
        if (!found) return weir_next_text_bytewise(scanner, bytes, count, from, marks);
        for (; found; found &= found - 1) {
            size_t place = from + (size_t)__builtin_ctz(found);
            if ((*marks = marks_at(scanner, bytes, count, place))) return place;
        }
    }
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
    // 64 places take two bytes behind the last one, and comparing takes a third.
    for (; count >= 67 && from <= count - 67; from += 64) {
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
