import Testing
import WeirRecords

@Suite("levels and categories")
struct LevelTests {
    @Test(
        "level names are read in any case",
        arguments: [
            ("DEBUG", .debug), ("debug", .debug), ("Debug2", .debug), ("TRACE", .trace), ("INFO", .info), ("LOG", .info), ("HINT", .info),
            ("STATEMENT", .info), ("informational", .info), ("Notice", .notice), ("WARN", .warning), ("WARNING", .warning), ("ERR", .error),
            ("ERROR", .error), ("CRITICAL", .critical), ("crit", .critical), ("FATAL", .critical), ("PANIC", .critical),
            ("emergency", .critical),
        ] as [(String, Level)])
    func names(text: String, level: Level) { #expect(Level(parsing: text) == level) }

    @Test("other texts are no level", arguments: ["", "I", "INFOS", "WARNINGS", "criticalx", "informatio", "statements", "0", "debug9"])
    func noNames(text: String) { #expect(Level(parsing: text) == nil) }

    @Test("each level is read back from its own name and, but for trace and unknown, from its syslog severity", arguments: Level.allCases)
    func roundTrip(level: Level) {
        #expect(Level(parsing: level.name) == level)
        let coarser: [Level: Level] = [.trace: .debug, .unknown: .info]
        #expect(Level(syslogSeverity: level.syslogSeverity) == coarser[level] ?? level)
        #expect(RetentionClass(of: level) == (level <= .debug ? .debug : .standard))
    }

    @Test("severities beyond syslog's are none")
    func severities() {
        #expect(Level(syslogSeverity: 0) == .critical)
        #expect(Level(syslogSeverity: 8) == nil)
    }

    private func category(_ line: String) -> Category { Parsed(line, as: .kasmJSON).record.category }

    @Test("the metric decides before the level, the level before the application, the application before the message")
    func categories() {
        let login = #""metric_name":"account.login.successful""#
        #expect(category(#"{"levelname":"DEBUG",\#(login)}"#) == .authentication)
        #expect(category(#"{"levelname":"DEBUG","name":"admin_api_server","message":"login"}"#) == .debug)
        #expect(category(#"{"levelname":"INFO","name":"admin_api_server","message":"login"}"#) == .administration)
        #expect(category(#"{"levelname":"INFO","name":"client_api_server","message":"Successfully provisioned kasm_id"}"#) == .session)
        #expect(category(#"{"levelname":"INFO","name":"client_api_server","message":"User LOGGED IN"}"#) == .authentication)
        #expect(category(#"{"levelname":"INFO","name":"client_api_server","message":"nothing of note, unprovisioned"}"#) == .infrastructure)
        #expect(category(#"{"levelname":"INFO","name":"web_filter_access","message":"x"}"#) == .webFilter)
    }

    @Test("each category is read back from its own name", arguments: Category.allCases)
    func categoryNames(category: Category) { #expect(Category(name: category.name) == category) }
}
