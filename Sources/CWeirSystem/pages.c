#define _GNU_SOURCE

#include "CWeirSystem.h"

#include <sys/mman.h>

void *weir_grow_pages(void *pages, size_t from, size_t to) {
    void *grown = pages ? mremap(pages, from, to, MREMAP_MAYMOVE)
                        : mmap(NULL, to, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return grown == MAP_FAILED ? NULL : grown;
}
