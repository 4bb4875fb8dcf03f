// PostgreSQL's client library, loaded when the first connection is made: who needs none, a shipper of files for one, has neither its
// thirty libraries in memory nor the time it takes to load them.
#pragma once

#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif

// Loads the library; NULL where it is there, else what the loader says. No function of libpq may be called before.
const char *weir_postgres_problem(void);
