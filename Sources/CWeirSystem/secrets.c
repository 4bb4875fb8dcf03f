#define _GNU_SOURCE

#include "CWeirSystem.h"

#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

int weir_protect_memory(void) {
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int weir_is_memory_protected(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0; }

static int argument_count;
static char **arguments;

// glibc hands the program's own arguments to each function of this section, before main.
static void keep_arguments(int count, char **values, char **environment) {
    (void)environment;
    argument_count = count;
    arguments = values;
}

__attribute__((section(".init_array"), used)) static void (*keep)(int, char **, char **) = keep_arguments;

size_t weir_blank_argument(const char *text) {
    size_t length = strlen(text);
    if (length == 0) return 0;
    for (int i = 1; i < argument_count; i++) {
        size_t whole = strlen(arguments[i]);
        if (whole < length) continue;
        char *end = arguments[i] + whole - length;
        if (memcmp(end, text, length) != 0 || (end != arguments[i] && end[-1] != '=')) continue;
        memset(end, '*', length);
        return length;
    }
    return 0;
}
