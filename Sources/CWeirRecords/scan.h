// What Swift's vectors can't do: a bit for each byte for which a comparison holds. Inline, since a call costs more than the search in
// most strings. Every x86-64 has these instructions; elsewhere Swift looks at words of eight bytes, or at single ones.
#pragma once

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <emmintrin.h>

// Of the 16 bytes, those at which a JSON string ends, escapes or is wrong: quotes, backslashes and control characters.
static inline uint32_t weir_string_stops(const void *bytes) {
    __m128i text = _mm_loadu_si128((const __m128i *)bytes);
    __m128i quotes = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
    __m128i backslashes = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
    __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(text, _mm_set1_epi8(0x1F)), text);
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), controls));
}

// Of the 16 bytes, those that a message's shape may change at: digits, `/`, `@`, `"` and `'`.
static inline uint32_t weir_shape_stops(const void *bytes) {
    __m128i text = _mm_loadu_si128((const __m128i *)bytes);
    // The slash stands before the zero.
    __m128i above = _mm_sub_epi8(text, _mm_set1_epi8('/'));
    __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8('9' - '/')), above);
    __m128i others = _mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8('@')), _mm_cmpeq_epi8(text, _mm_set1_epi8('"')));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(digits, others), _mm_cmpeq_epi8(text, _mm_set1_epi8('\''))));
}

// Copies the 16 bytes, and says at which of them a backslash stands.
static inline uint32_t weir_copy_to_backslash(void *to, const void *bytes) {
    __m128i text = _mm_loadu_si128((const __m128i *)bytes);
    _mm_storeu_si128((__m128i *)to, text);
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('\\')));
}

// Of the 16 bytes, those that are letters of ASCII.
static inline uint32_t weir_letters(const void *bytes) {
    __m128i text = _mm_or_si128(_mm_loadu_si128((const __m128i *)bytes), _mm_set1_epi8(0x20));
    __m128i above = _mm_sub_epi8(text, _mm_set1_epi8('a'));
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8('z' - 'a')), above));
}

static inline __m128i weir_between(__m128i text, char first, char last) {
    __m128i above = _mm_sub_epi8(text, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(last - first))), above);
}

// Copies a token of a message as far as whole steps of 16 bytes go, adds what its bytes mean to the traits (the bits of Swift's
// TokenBytes), and returns how many bytes of it that were. It goes on behind them only if fewer than 16 are left.
static inline size_t weir_copy_token(void *to, const void *bytes, size_t count, uint8_t *traits) {
    size_t done = 0;
    while (done + 16 <= count) {
        __m128i text = _mm_loadu_si128((const __m128i *)((const uint8_t *)bytes + done));
        _mm_storeu_si128((__m128i *)((uint8_t *)to + done), text);
        __m128i lower = _mm_or_si128(text, _mm_set1_epi8(0x20));
        uint32_t letters = (uint32_t)_mm_movemask_epi8(weir_between(lower, 'a', 'z'));
        uint32_t hexadecimal = (uint32_t)_mm_movemask_epi8(weir_between(lower, 'a', 'f'));
        uint32_t digits = (uint32_t)_mm_movemask_epi8(weir_between(text, '0', '9'));
        // `-`, `.`, `/`, the digits and `:` follow each other.
        uint32_t row = (uint32_t)_mm_movemask_epi8(weir_between(text, '-', ':'));
        uint32_t dashes = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('-')));
        uint32_t slashes = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('/')));
        uint32_t ats = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('@')));
        uint32_t percents = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('%')));
        uint32_t words = (uint32_t)_mm_movemask_epi8(_mm_or_si128(text, _mm_cmpeq_epi8(text, _mm_set1_epi8('_'))));
        uint32_t ends = ~(letters | row | ats | percents | words) & 0xFFFF;
        uint32_t mine = ends == 0 ? 0xFFFF : (ends & -ends) - 1;
        *traits |= (digits & mine) != 0;
        *traits |= (hexadecimal & mine) != 0 ? 2 : 0;
        *traits |= (dashes & mine) != 0 ? 4 : 0;
        *traits |= ((percents | (row & ~digits & ~dashes & ~slashes)) & mine) != 0 ? 8 : 0;
        *traits |= ((words | (letters & ~hexadecimal)) & mine) != 0 ? 16 : 0;
        *traits |= (slashes & mine) != 0 ? 32 : 0;
        *traits |= (ats & mine) != 0 ? 64 : 0;
        if (ends != 0) return done + (size_t)__builtin_ctz(ends);
        done += 16;
    }
    return done;
}

// Of 32 bytes, those that are not the same.
static inline uint32_t weir_differing(const void *one, const void *other) {
    const __m128i *a = (const __m128i *)one, *b = (const __m128i *)other;
    uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(a), _mm_loadu_si128(b)));
    uint32_t high = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(a + 1), _mm_loadu_si128(b + 1)));
    return ~(low | high << 16);
}
#else
static inline uint32_t weir_differing(const void *one, const void *other) {
    uint32_t bits = 0;
    for (int i = 0; i < 32; i++) bits |= (uint32_t)(((const uint8_t *)one)[i] != ((const uint8_t *)other)[i]) << i;
    return bits;
}
#endif
