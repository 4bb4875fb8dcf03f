#include "CWeirSystem.h"

static int count;
static char **arguments;

// glibc hands these to every constructor, as the kernel gave them. Swift's runtime walks to them from `environ` instead, which a
// library that was loaded before us may have moved by setting a variable.
__attribute__((constructor)) static void take(int argc, char **argv) {
    count = argc;
    arguments = argv;
}

int weir_argument_count(void) { return count; }

const char *weir_argument(int index) { return index >= 0 && index < count ? arguments[index] : NULL; }
