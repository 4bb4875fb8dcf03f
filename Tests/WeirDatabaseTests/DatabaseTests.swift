import Testing

/// Everything that is tried against a real PostgreSQL; one server for all of it.
@Suite("Database", .postgreSQL)
struct DatabaseTests {}
