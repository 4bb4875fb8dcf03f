// What Swift's vectors can't do: a bit for each byte for which a comparison holds. Inline, since a call costs more than the search in
// most strings. Every x86-64 has these instructions; elsewhere Swift looks at words of eight bytes, or at single ones.
#pragma once

#if defined(__x86_64__)
#include <emmintrin.h>
#include <stdint.h>

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
#endif
