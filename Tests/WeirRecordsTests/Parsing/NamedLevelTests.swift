import Testing
import WeirRecords

@Suite("levels of JSON and logfmt")
struct NamedLevelTests {
    @Test(
        "a number means what its logger's scale says",
        arguments: [
            (#"{"level":20,"msg":"m"}"#, Level.debug), (#"{"level":60,"msg":"m"}"#, .critical), (#"{"level":35,"msg":"m"}"#, .info),
            (#"{"short_message":"m","level":7}"#, .debug), (#"{"short_message":"m","level":3}"#, .error),
            (#"{"PRIORITY":"4","MESSAGE":"m"}"#, .warning), (#"{"reqId":"a","level":3,"message":"m"}"#, .error),
            (#"{"severityNumber":17,"body":"m"}"#, .error), (#"{"levelno":30,"message":"m"}"#, .warning),
            (#"{"level":550,"message":"m"}"#, .critical), (#"{"level_value":20000,"message":"m"}"#, .info),
            (#"{"t":{"$date":"2024-03-01T10:00:00Z"},"s":"E","msg":"m"}"#, .error),
        ])
    func numbers(line: String, level: Level) { #expect(Parsed(line).record.level == level) }

    @Test(
        "what states no known level is unknown, never info",
        arguments: [
            #"{"msg":"m"}"#, #"{"level":3,"msg":"m"}"#, #"{"level":"loud","msg":"m"}"#, #"{"level":null,"msg":"m"}"#,
            #"{"level":{"a":1},"msg":"m"}"#, #"{"severity":"DEFAULT","message":"m"}"#, #"{"level":99999999999999999999,"msg":"m"}"#,
            #"{"level":-10,"msg":"m"}"#, #"{"type":"error","msg":"m"}"#, #"{"s":"E","msg":"m"}"#, "no level here", "",
        ])
    func unknown(line: String) { #expect(Parsed(line).record.level == .unknown) }

    @Test(
        "a level's own words come before a status, and a status counts where there is none",
        arguments: [
            (#"{"status":503,"request":"GET /"}"#, Level.error), (#"{"status":"404"}"#, .warning), (#"{"status":200}"#, .info),
            (#"{"level":"debug","status":503}"#, .debug), (#"{"level":"Metadata","responseStatus":{"code":403}}"#, .warning),
            (#"{"status":"running"}"#, .unknown), (#"{"@t":"2024-03-01T10:00:00Z","@mt":"m"}"#, .info),
        ])
    func statuses(line: String, level: Level) { #expect(Parsed(line).record.level == level) }

    @Test("an unknown level stands next above info, is kept as long as everything but debug, and is informational for syslog")
    func order() {
        #expect(Level.ascending.map(\.name) == ["trace", "debug", "info", "unknown", "notice", "warning", "error", "critical"])
        #expect(RetentionClass(of: .unknown) == .standard && Level.unknown.syslogSeverity == 6)
    }
}
