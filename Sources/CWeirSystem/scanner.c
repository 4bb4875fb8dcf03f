// Finds where one of many short texts stands. Each byte's two halves are looked up in tables of 16 entries, whose bits stand for
// groups of texts; where three bytes in a row agree on a group, the texts that hold them are compared. With AVX2 32 places are looked at
// by some 40 instructions, with AVX-512 64 places by as many, and with twice the groups. Each stage goes through a block before the next
// one begins, so that no stage waits for what another one could not foretell.

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

// Of the places, those that texts may stand at by the four bytes there. Without a branch: nobody could foretell it.
__attribute__((always_inline)) static inline size_t keep_known(
    const weir_scanner *scanner, const uint8_t *bytes, uint32_t *places, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t place = places[i], word;
        memcpy(&word, bytes + place, 4);
        uint64_t known = scanner->known[weir_text_bucket(word)];
        unsigned is_triple = (uint32_t)known == weir_folded_triple(word) || (known & 1u << 31);
        unsigned is_followed = known >> (32 + (word >> 24 & 31)) & 1;
        places[kept] = place;
        kept += (is_triple & is_followed) | scanner->is_single[word & 0xFF];
    }
    return kept;
}

// What stands with its three bytes at the place.
static uint64_t marks_at(const weir_scanner *scanner, const uint8_t *bytes, size_t count, size_t place) {
    uint64_t marks = 0;
    for (int byte = 0; byte < 2; byte++)
        if (bytes[place] == scanner->single[byte]) marks |= scanner->single_marks[byte];
    uint64_t here = word_at(bytes, count, place);
    unsigned bucket = weir_text_bucket((uint32_t)here);
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

// Places are looked at in blocks of as many, and each reads three bytes more.
enum { STEP = 64, BLOCK = WEIR_HITS_AT_ONCE, BEHIND = 3 };

// Adds the places whose bits are set: four at once, since mostly there are fewer.
static inline size_t add_places(uint32_t *places, size_t count, uint64_t bits, uint32_t first) {
    size_t end = count + (size_t)__builtin_popcountll(bits);
    for (; bits; count += 4)
        for (int i = 0; i < 4; i++, bits &= bits - 1) places[count + i] = first + (uint32_t)__builtin_ctzll(bits | 1ull << 63);
    return end;
}

// Writes which of the places from the first byte on may have a text; `places` is a multiple of a step.
typedef size_t may_stand(const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found);

static size_t may_stand_bytewise(const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found) {
    size_t count = 0;
    for (size_t at = 0; at < places; at++) {
        const uint8_t *here = bytes + at;
        unsigned groups[WEIR_HALF_SETS] = {0xFF, 0xFF};
        for (int set = 0; set < WEIR_HALF_SETS; set++)
            for (int place = 0; place < 3; place++)
                groups[set] &= scanner->low[set][place][here[place] & 15] & scanner->high[set][place][here[place] >> 4];
        found[count] = (uint32_t)at;
        count += (groups[0] | groups[1]) != 0 || scanner->is_single[*here];
    }
    return keep_known(scanner, bytes, found, count);
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

__attribute__((target("avx2,bmi2,popcnt"), always_inline)) static inline size_t by_32(
    const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found, int is_ascii) {
    const __m256i half = _mm256_set1_epi8(15), none = _mm256_setzero_si256();
    const __m256i single0 = _mm256_set1_epi8((char)scanner->single[0]), single1 = _mm256_set1_epi8((char)scanner->single[1]);
    __m256i tables[WEIR_HALF_SETS][6];
    for (int set = 0; set < WEIR_HALF_SETS; set++) {
        for (int place = 0; place < 3; place++) {
            tables[set][place] = TABLE(scanner->low[set][place]);
            tables[set][3 + place] = TABLE(scanner->high[set][place]);
        }
    }
    size_t count = 0;
    for (size_t place = 0; place < places; place += 32) {
        __m256i at0 = _mm256_loadu_si256((const __m256i *)(bytes + place));
        __m256i at1 = _mm256_loadu_si256((const __m256i *)(bytes + place + 1));
        __m256i at2 = _mm256_loadu_si256((const __m256i *)(bytes + place + 2));
        __m256i low0 = LOW_HALVES(at0), low1 = LOW_HALVES(at1), low2 = LOW_HALVES(at2);
        __m256i high0 = HIGH_HALVES(at0), high1 = HIGH_HALVES(at1), high2 = HIGH_HALVES(at2);
        __m256i single = _mm256_or_si256(_mm256_cmpeq_epi8(at0, single0), _mm256_cmpeq_epi8(at0, single1));
        __m256i agreed = _mm256_or_si256(_mm256_or_si256(AGREED_BY_HALVES(0), AGREED_BY_HALVES(1)), single);
        if (_mm256_testz_si256(agreed, agreed)) continue;
        uint32_t bits = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(agreed, none));
        count = add_places(found, count, bits, (uint32_t)place);
    }
    return keep_known(scanner, bytes, found, count);
}

__attribute__((target("avx2,bmi2,popcnt"))) static size_t may_stand_by_32(
    const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found) {
    return scanner->is_ascii ? by_32(scanner, bytes, places, found, 1) : by_32(scanner, bytes, places, found, 0);
}

// Six bits of each byte: the low five, and whether it is a letter or stands among them.
#define FOLDED(at) _mm512_ternarylogic_epi64(five, at, _mm512_srli_epi16(at, 1), 0xCA)

#define AGREED(set)                                                                                                                      \
    _mm512_ternarylogic_epi64(                                                                                                           \
        _mm512_permutexvar_epi8(first, tables[set][0]), _mm512_permutexvar_epi8(second, tables[set][1]),                                 \
        _mm512_permutexvar_epi8(third, tables[set][2]), 0x80)

__attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi2,popcnt"))) static size_t may_stand_by_64(
    const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found) {
    const __m512i five = _mm512_set1_epi8(31);
    const __m512i single0 = _mm512_set1_epi8((char)scanner->single[0]), single1 = _mm512_set1_epi8((char)scanner->single[1]);
    __m512i tables[WEIR_GROUP_SETS][3];
    for (int set = 0; set < WEIR_GROUP_SETS; set++)
        for (int place = 0; place < 3; place++) tables[set][place] = _mm512_loadu_si512(scanner->folded[set][place]);
    uint8_t each[64];
    for (int i = 0; i < 64; i++) each[i] = (uint8_t)i;
    const __m512i numbers = _mm512_loadu_si512(each);
    size_t count = 0;
    for (size_t place = 0; place < places; place += 64) {
        __m512i at0 = _mm512_loadu_si512(bytes + place);
        __m512i at1 = _mm512_loadu_si512(bytes + place + 1), at2 = _mm512_loadu_si512(bytes + place + 2);
        __m512i first = FOLDED(at0), second = FOLDED(at1), third = FOLDED(at2);
        __m512i agreed = _mm512_or_si512(_mm512_or_si512(AGREED(0), AGREED(1)), _mm512_or_si512(AGREED(2), AGREED(3)));
        uint64_t bits = _mm512_test_epi8_mask(agreed, agreed) | _mm512_cmpeq_epi8_mask(at0, single0) | _mm512_cmpeq_epi8_mask(at0, single1);
        // Mostly there are fewer than 16.
        __m512i offsets = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(_mm512_maskz_compress_epi8(bits, numbers)));
        _mm512_storeu_si512(found + count, _mm512_add_epi32(offsets, _mm512_set1_epi32((int)place)));
        size_t end = count + (size_t)__builtin_popcountll(bits);
        if (__builtin_expect(end > count + 16, 0)) add_places(found, count, bits, (uint32_t)place);
        count = end;
    }
    return keep_known(scanner, bytes, found, count);
}

static may_stand *best_search(void) {
    if (__builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2")) return may_stand_by_64;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") ? may_stand_by_32 : may_stand_bytewise;
}
#else
static may_stand *best_search(void) { return may_stand_bytewise; }
#endif

size_t weir_texts(const weir_scanner *scanner, int bytewise, const uint8_t *bytes, size_t count, size_t *from, weir_hit *hits, size_t room) {
    may_stand *search = bytewise ? may_stand_bytewise : best_search();
    uint32_t places[BLOCK + 16];
    uint8_t end[STEP + BEHIND];
    size_t found = 0;
    while (count >= 3 && *from <= count - 3) {
        size_t first = *from, left = count - first;
        const uint8_t *block = bytes + first;
        size_t steps = left < STEP + BEHIND ? 1 : (left - BEHIND) / STEP;
        if (steps > BLOCK / STEP) steps = BLOCK / STEP;
        if (room - found < steps * STEP) return found;
        if (left < STEP + BEHIND) {
            memcpy(end, block, left);
            memset(end + left, 0, sizeof end - left);
            block = end;
        }
        size_t kept = search(scanner, block, steps * STEP, places);
        for (size_t i = 0; i < kept && places[i] <= left - 3; i++) {
            hits[found].place = first + places[i];
            hits[found].marks = marks_at(scanner, bytes, count, first + places[i]);
            found += hits[found].marks != 0;
        }
        *from = first + steps * STEP;
    }
    *from = count;
    return found;
}
