#pragma once
#include <isa-l/igzip_lib.h>

// ISA-L returns with the upper halves of the vector registers in use. Until they are cleared, each 128-bit instruction of the older
// encoding, which is all that a build for any x86-64 has, also carries them on: our own loops took up to four times as long after a call.
#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx"))) static inline void weir_clear_upper_halves(void) { _mm256_zeroupper(); }

static inline void weir_leave_isal(void) {
    if (__builtin_cpu_supports("avx")) weir_clear_upper_halves();
}
#else
static inline void weir_leave_isal(void) {}
#endif

static inline int weir_isal_deflate(struct isal_zstream *stream) {
    int code = isal_deflate(stream);
    weir_leave_isal();
    return code;
}

static inline int weir_isal_inflate(struct inflate_state *state) {
    int code = isal_inflate(state);
    weir_leave_isal();
    return code;
}
