#include "CLoops.h"

#include <gnu/libc-version.h>
#include <isa-l.h>
#include <stdio.h>
#include <zstd.h>

void weir_libraries(char *text, size_t room) {
    snprintf(
        text, room, "glibc %s, ISA-L %d.%d.%d, zstd %s", gnu_get_libc_version(), ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION,
        ISAL_PATCH_VERSION, ZSTD_versionString());
}

__attribute__((noinline)) void weir_counted_pass(void (*pass)(void *), void *context) {
    pass(context);
    // Else the call would be a jump, and the function would have ended before the pass.
    __asm__ volatile("" ::: "memory");
}

#if defined(__x86_64__)
void weir_processor(char *text, size_t room) {
    __builtin_cpu_init();
    snprintf(
        text, room, "x86-64%s%s%s%s%s%s%s%s", __builtin_cpu_supports("ssse3") ? " ssse3" : "",
        __builtin_cpu_supports("sse4.2") ? " sse4.2" : "", __builtin_cpu_supports("pclmul") ? " pclmul" : "",
        __builtin_cpu_supports("popcnt") ? " popcnt" : "", __builtin_cpu_supports("avx") ? " avx" : "",
        __builtin_cpu_supports("avx2") ? " avx2" : "", __builtin_cpu_supports("bmi2") ? " bmi2" : "",
        __builtin_cpu_supports("avx512f") ? " avx512f" : "");
}
#elif defined(__aarch64__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
void weir_processor(char *text, size_t room) {
    unsigned long found = getauxval(AT_HWCAP);
    snprintf(
        text, room, "aarch64%s%s%s%s", found & HWCAP_CRC32 ? " crc32" : "", found & HWCAP_PMULL ? " pmull" : "",
        found & HWCAP_ATOMICS ? " atomics" : "", found & HWCAP_SVE ? " sve" : "");
}
#else
void weir_processor(char *text, size_t room) { snprintf(text, room, "another architecture"); }
#endif
