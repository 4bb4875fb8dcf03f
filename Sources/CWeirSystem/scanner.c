// Finds where one of many short texts stands. Five signs of each four bytes in a row are looked up in tables of 16 entries, whose bits
// stand for groups of texts; where all signs agree on a group, the texts that hold these bytes are compared. With AVX2 32 places are
// looked at by some 50 instructions, with AVX-512 64 places by as many. Each stage goes through a block before the next one begins, so that
// no stage waits for what another one could not foretell.

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
        if (!matches(text->start, here) || place < text->offset) continue;
        size_t start = place - text->offset;
        if (count - start < text->count || !matches(text->words[0], word_at(bytes, count, start))) continue;
        if (text->count > 8 && !matches(text->words[1], word_at(bytes, count, start + 8))) continue;
        if (is_followed(scanner, text, word_at(bytes, count, start + text->count))) marks |= text->marks;
    }
    return marks;
}

// Places are looked at in blocks of as many, and each reads three bytes more.
enum { STEP = 64, BLOCK = WEIR_HITS_AT_ONCE, BEHIND = 3 };

// Adds the places whose bits are set: two without a branch, since mostly there are no more.
static inline size_t add_places(uint32_t *places, size_t count, uint64_t bits, uint32_t first) {
    size_t end = count + (size_t)__builtin_popcountll(bits);
    do {
        for (int i = 0; i < 2; i++, bits &= bits - 1) places[count++] = first + (uint32_t)__builtin_ctzll(bits | 1ull << 63);
    } while (__builtin_expect(bits != 0, 0));
    return end;
}

// Writes which of the places from the first byte on may have a text; `places` is a multiple of a step.
typedef size_t may_stand(const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found);

static size_t may_stand_bytewise(const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found) {
    size_t count = 0;
    for (size_t at = 0; at < places; at++) {
        uint32_t word;
        memcpy(&word, bytes + at, 4);
        unsigned agreed = 0;
        for (int set = 0; set < WEIR_TEXT_SETS; set++) {
            unsigned groups = 0xFF;
            for (int sign = 0; sign < WEIR_TEXT_SIGNS; sign++) groups &= scanner->groups[set][sign][weir_text_sign(word, sign)];
            agreed |= groups;
        }
        found[count] = (uint32_t)at;
        count += agreed != 0 || scanner->is_single[bytes[at]];
    }
    return keep_known(scanner, bytes, found, count);
}

#if defined(__x86_64__)
#include <immintrin.h>

// A look-up takes the low half of a byte, and yields nothing where bit 7 is set: where no text has such bytes that is the answer already.
#define BY_32 __attribute__((target("avx2,bmi,bmi2,popcnt"), always_inline)) static inline

BY_32 __m256i kinds_32(__m256i first, __m256i second) {
    __m256i low = _mm256_and_si256(_mm256_srli_epi16(first, 4), _mm256_set1_epi8(5));
    return _mm256_or_si256(low, _mm256_and_si256(_mm256_srli_epi16(second, 3), _mm256_set1_epi8(10)));
}

BY_32 size_t by_32(const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found, int is_ascii) {
    const __m256i half = _mm256_set1_epi8(15), none = _mm256_setzero_si256();
    const __m256i single0 = _mm256_set1_epi8((char)scanner->single[0]), single1 = _mm256_set1_epi8((char)scanner->single[1]);
    __m256i tables[WEIR_TEXT_SETS][WEIR_TEXT_SIGNS];
    for (int set = 0; set < WEIR_TEXT_SETS; set++)
        for (int sign = 0; sign < WEIR_TEXT_SIGNS; sign++)
            tables[set][sign] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)scanner->groups[set][sign]));
    size_t count = 0;
    for (size_t place = 0; place < places; place += 32) {
        __m256i at[4], signs[WEIR_TEXT_SIGNS];
        for (int i = 0; i < 4; i++) at[i] = _mm256_loadu_si256((const __m256i *)(bytes + place + i));
        for (int i = 0; i < 3; i++) signs[i] = is_ascii ? at[i] : _mm256_and_si256(at[i], half);
        for (int i = 0; i < 2; i++) signs[3 + i] = kinds_32(at[2 * i], at[2 * i + 1]);
        __m256i agreed = _mm256_or_si256(_mm256_cmpeq_epi8(at[0], single0), _mm256_cmpeq_epi8(at[0], single1));
        for (int set = 0; set < WEIR_TEXT_SETS; set++) {
            __m256i groups = _mm256_shuffle_epi8(tables[set][0], signs[0]);
            for (int sign = 1; sign < WEIR_TEXT_SIGNS; sign++)
                groups = _mm256_and_si256(groups, _mm256_shuffle_epi8(tables[set][sign], signs[sign]));
            agreed = _mm256_or_si256(agreed, groups);
        }
        uint32_t bits = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(agreed, none));
        if (bits) count = add_places(found, count, bits, (uint32_t)place);
    }
    return keep_known(scanner, bytes, found, count);
}

__attribute__((target("avx2,bmi,bmi2,popcnt"))) static size_t may_stand_by_32(
    const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found) {
    return scanner->is_ascii ? by_32(scanner, bytes, places, found, 1) : by_32(scanner, bytes, places, found, 0);
}

__attribute__((target("avx512f,avx512bw"), always_inline)) static inline __m512i kinds_64(__m512i first, __m512i second) {
    __m512i low = _mm512_and_si512(_mm512_srli_epi16(first, 4), _mm512_set1_epi8(5));
    return _mm512_or_si512(low, _mm512_and_si512(_mm512_srli_epi16(second, 3), _mm512_set1_epi8(10)));
}

__attribute__((target("avx512f,avx512bw,bmi,bmi2,popcnt"))) static size_t may_stand_by_64(
    const weir_scanner *scanner, const uint8_t *bytes, size_t places, uint32_t *found) {
    const __m512i half = _mm512_set1_epi8(15);
    const __m512i single0 = _mm512_set1_epi8((char)scanner->single[0]), single1 = _mm512_set1_epi8((char)scanner->single[1]);
    __m512i tables[WEIR_TEXT_SETS][WEIR_TEXT_SIGNS];
    for (int set = 0; set < WEIR_TEXT_SETS; set++)
        for (int sign = 0; sign < WEIR_TEXT_SIGNS; sign++)
            tables[set][sign] = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)scanner->groups[set][sign]));
    size_t count = 0;
    for (size_t place = 0; place < places; place += STEP) {
        __m512i at[4], signs[WEIR_TEXT_SIGNS];
        for (int i = 0; i < 4; i++) at[i] = _mm512_loadu_si512(bytes + place + i);
        for (int i = 0; i < 3; i++) signs[i] = _mm512_and_si512(at[i], half);
        for (int i = 0; i < 2; i++) signs[3 + i] = kinds_64(at[2 * i], at[2 * i + 1]);
        __m512i agreed = _mm512_setzero_si512();
        for (int set = 0; set < WEIR_TEXT_SETS; set++) {
            __m512i groups = _mm512_shuffle_epi8(tables[set][0], signs[0]);
            for (int sign = 1; sign < WEIR_TEXT_SIGNS; sign++)
                groups = _mm512_and_si512(groups, _mm512_shuffle_epi8(tables[set][sign], signs[sign]));
            agreed = _mm512_or_si512(agreed, groups);
        }
        uint64_t bits = _mm512_cmpeq_epi8_mask(at[0], single0) | _mm512_cmpeq_epi8_mask(at[0], single1);
        bits |= _mm512_test_epi8_mask(agreed, agreed);
        count = add_places(found, count, bits, (uint32_t)place);
    }
    return keep_known(scanner, bytes, found, count);
}

static may_stand *best_search(void) {
    if (__builtin_cpu_supports("avx512bw")) return may_stand_by_64;
    int has_both = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
    return __builtin_cpu_supports("avx2") && has_both ? may_stand_by_32 : may_stand_bytewise;
}
#else
static may_stand *best_search(void) { return may_stand_bytewise; }
#endif

size_t weir_texts(const weir_scanner *scanner, int bytewise, const uint8_t *bytes, size_t count, size_t *from, weir_hit *hits, size_t room) {
    may_stand *search = bytewise ? may_stand_bytewise : best_search();
    uint32_t places[BLOCK + 2];
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
