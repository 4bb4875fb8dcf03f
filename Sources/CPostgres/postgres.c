#include "CPostgres.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// The functions of libpq that are in use, each of which is defined below: what is not here does not link.
#define FUNCTIONS(EACH) \
    EACH(PQclear) EACH(PQconninfoFree) EACH(PQconninfoParse) EACH(PQconnectdbParams) EACH(PQerrorMessage) EACH(PQexecParams) \
    EACH(PQexecPrepared) EACH(PQfinish) EACH(PQfreemem) EACH(PQgetisnull) EACH(PQgetlength) EACH(PQgetvalue) EACH(PQntuples) \
    EACH(PQprepare) EACH(PQresultErrorField) EACH(PQresultErrorMessage) EACH(PQresultStatus) EACH(PQstatus)

static struct {
#define MEMBER(name) __typeof__(&name) name;
    FUNCTIONS(MEMBER)
} libpq;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char problem[512];

static void *find(void *library, const char *name) {
    void *found = dlsym(library, name);
    if (!found && !problem[0]) snprintf(problem, sizeof problem, "it has no %s", name);
    return found;
}

static void load(void) {
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        snprintf(problem, sizeof problem, "%s", reason ? reason : "libpq.so.5 can't be loaded");
        return;
    }
#define FIND(name) libpq.name = (__typeof__(&name))find(library, #name);
    FUNCTIONS(FIND)
}

const char *weir_postgres_problem(void) {
    pthread_once(&once, load);
    return problem[0] ? problem : NULL;
}

void PQclear(PGresult *result) { libpq.PQclear(result); }
void PQfinish(PGconn *connection) { libpq.PQfinish(connection); }

PQconninfoOption *PQconninfoParse(const char *text, char **error) { return libpq.PQconninfoParse(text, error); }
void PQfreemem(void *memory) { libpq.PQfreemem(memory); }
void PQconninfoFree(PQconninfoOption *options) { libpq.PQconninfoFree(options); }

PGconn *PQconnectdbParams(const char *const *keywords, const char *const *values, int expand) {
    return libpq.PQconnectdbParams(keywords, values, expand);
}

ConnStatusType PQstatus(const PGconn *connection) { return libpq.PQstatus(connection); }
char *PQerrorMessage(const PGconn *connection) { return libpq.PQerrorMessage(connection); }

PGresult *PQexecParams(
    PGconn *connection, const char *command, int count, const Oid *types, const char *const *values, const int *lengths,
    const int *formats, int format) {
    return libpq.PQexecParams(connection, command, count, types, values, lengths, formats, format);
}

PGresult *PQprepare(PGconn *connection, const char *name, const char *query, int count, const Oid *types) {
    return libpq.PQprepare(connection, name, query, count, types);
}

PGresult *PQexecPrepared(
    PGconn *connection, const char *name, int count, const char *const *values, const int *lengths, const int *formats, int format) {
    return libpq.PQexecPrepared(connection, name, count, values, lengths, formats, format);
}

ExecStatusType PQresultStatus(const PGresult *result) { return libpq.PQresultStatus(result); }
char *PQresultErrorMessage(const PGresult *result) { return libpq.PQresultErrorMessage(result); }
char *PQresultErrorField(const PGresult *result, int code) { return libpq.PQresultErrorField(result, code); }
int PQntuples(const PGresult *result) { return libpq.PQntuples(result); }
char *PQgetvalue(const PGresult *result, int row, int column) { return libpq.PQgetvalue(result, row, column); }
int PQgetlength(const PGresult *result, int row, int column) { return libpq.PQgetlength(result, row, column); }
int PQgetisnull(const PGresult *result, int row, int column) { return libpq.PQgetisnull(result, row, column); }
