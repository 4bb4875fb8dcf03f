// What Swift can't promise by itself: a function that keeps its name and its frame, and what the processor offers.
#pragma once

#include <stddef.h>

// Runs the pass. callgrind counts what is executed between its entry and its return, by its name.
void weir_counted_pass(void (*pass)(void *), void *context);

// Writes the architecture and those of its extensions that the libraries here choose their code by, as they show themselves to this
// process: under valgrind, the emulated processor's. Cut where the room ends.
void weir_processor(char *text, size_t room);

// Writes names and versions of the libraries whose instructions are counted with ours. Cut where the room ends.
void weir_libraries(char *text, size_t room);
