/// What a level's number means. A number that no scale of its logger has is no level.
enum LevelScale: UInt8, Sendable, BitwiseCopyable {
    /// The number itself tells: bunyan's and pino's tens (10 trace … 60 fatal), Monolog's hundreds (100 debug … 600 emergency), logback's
    /// and log4j's thousands (5000 trace … 50000 fatal). From 0 to 9 it tells nothing.
    case byValue
    /// RFC 5424, section 6.2.1: 0 emergency … 7 debug.
    case syslog
    /// OpenTelemetry's SeverityNumber: 1–4 trace, 5–8 debug, 9–12 info, 13–16 warning, 17–20 error, 21–24 fatal.
    case openTelemetry
    /// Python's `levelno`: 10 debug, 20 info, 30 warning, 40 error, 50 critical.
    case python
    /// 0 debug, 1 info, 2 warning, 3 error, 4 fatal.
    case nextcloud

    func level(of number: Int) -> Level? {
        switch self {
        case .byValue: Self.byValue(number)
        case .syslog: UInt8(exactly: number).flatMap(Level.init(syslogSeverity:))
        case .openTelemetry: Self.steps(number, from: 1, by: 4, [.trace, .debug, .info, .warning, .error, .critical])
        case .python: Self.steps(number, from: 10, by: 10, [.debug, .info, .warning, .error, .critical])
        case .nextcloud: Self.steps(number, from: 0, by: 1, [.debug, .info, .warning, .error, .critical])
        }
    }

    private static func byValue(_ number: Int) -> Level? {
        switch number {
        case 10..<70: steps(number, from: 10, by: 10, [.trace, .debug, .info, .warning, .error, .critical])
        case 100: .debug
        case 200: .info
        case 250: .notice
        case 300: .warning
        case 400: .error
        case 500, 550, 600: .critical
        case 5_000: .trace
        case 10_000: .debug
        case 20_000: .info
        case 30_000: .warning
        case 40_000: .error
        case 50_000: .critical
        default: nil
        }
    }

    /// Levels between two steps are the lower one.
    private static func steps(_ number: Int, from first: Int, by step: Int, _ levels: [Level]) -> Level? {
        guard number >= first, (number - first) / step < levels.count else { return nil }
        return levels[(number - first) / step]
    }

    /// The level that a value states: a name, a letter, or a number of this scale; nil where it states none.
    func level(_ text: UnsafeRawBufferPointer) -> Level? {
        guard let first = text.first else { return nil }
        if first > 0x40, text.count > 2 { return Level(parsing: text) }
        if first &- 0x30 < 10 || first == UInt8(ascii: "-") { return number(text).flatMap(level(of:)) }
        if text.count == 1 || (text.count == 2 && first == UInt8(ascii: "D")) { return Level(letter: first) }
        return Level(parsing: text)
    }

    /// Decimals are dropped: some loggers write `30.0`.
    private func number(_ text: UnsafeRawBufferPointer) -> Int? {
        var value = 0
        for (index, byte) in text.enumerated() {
            if byte == UInt8(ascii: "."), index > 0 { return value }
            guard byte &- 0x30 < 10, index < 9 else { return nil }
            value = value * 10 + Int(byte &- 0x30)
        }
        return value
    }
}
