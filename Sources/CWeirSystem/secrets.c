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

size_t weir_blank_argument(const char *text) {
    size_t length = strlen(text);
    if (length == 0) return 0;
    for (int i = 1; i < weir_argument_count(); i++) {
        // The kernel's own memory, which is what others read in the list of processes.
        char *argument = (char *)weir_argument(i);
        size_t whole = strlen(argument);
        if (whole < length) continue;
        char *end = argument + whole - length;
        if (memcmp(end, text, length) != 0 || (end != argument && end[-1] != '=')) continue;
        memset(end, '*', length);
        return length;
    }
    return 0;
}
