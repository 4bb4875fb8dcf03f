extension Level {
    /// Names of levels longer than this are not levels.
    static let longestNameBytes = 16

    /// A level's name in any case: syslog's, Python's, Java's, .NET's short and long ones and PostgreSQL's (`LOG` and what goes on with a
    /// record, such as `HINT`, count as info). Nil for any other text.
    package init?(parsing name: UnsafeRawBufferPointer) {
        guard let word = Self.folded(name), let level = Self.level(folded: word) else { return nil }
        self = level
    }

    package init?(parsing name: String) {
        var name = name
        guard let level = name.withUTF8({ Level(parsing: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = level
    }

    /// The name in lower case, packed into a word, first letter highest; names over eight letters keep their first eight, which
    /// tells all known names apart once their length is known. Nil where it can't be a level's name.
    private static func folded(_ name: UnsafeRawBufferPointer) -> FoldedName? {
        guard 3...longestNameBytes ~= name.count else { return nil }
        var letters: UInt64 = 0
        for index in 0..<min(name.count, 8) { letters = letters << 8 | UInt64(name[index] | 0x20) }
        return FoldedName(letters: letters, count: name.count)
    }

    private struct FoldedName {
        var letters: UInt64
        var count: Int
    }

    private static func level(folded name: FoldedName) -> Level? {
        switch name.letters {
        case 0x696e_666f: .info  // info
        case 0x6465_6275_67: .debug  // debug
        case 0x7761_726e_696e_67, 0x7761_726e: .warning  // warning, warn
        case 0x6572_726f_72, 0x6572_72: .error  // error, err
        case 0x6372_6974_6963_616c where name.count == 8: .critical  // critical
        case 0x6661_7461_6c, 0x7061_6e69_63, 0x6372_6974: .critical  // fatal, panic, crit
        case 0x616c_6572_74, 0x656d_6572_67: .critical  // alert, emerg
        case 0x656d_6572_6765_6e63 where name.count == 9: .critical  // emergency
        case 0x6e6f_7469_6365: .notice  // notice
        case 0x7472_6163_65: .trace  // trace
        case 0x696e_666f_726d_6174 where name.count == 13: .info  // informational; information is 11
        case 0x696e_666f_726d_6174 where name.count == 11: .info
        case 0x6c6f_67, 0x6869_6e74: .info  // log, hint
        case 0x6465_7461_696c, 0x636f_6e74_6578_74, 0x7175_6572_79: .info  // detail, context, query
        case 0x7374_6174_656d_656e where name.count == 9: .info  // statement
        case 0x6c6f_6361_7469_6f6e where name.count == 8: .info  // location
        case 0x6465_6275_6731...0x6465_6275_6735: .debug  // debug1 … debug5
        default: further(name)
        }
    }

    /// Names that one logger or platform uses.
    private static func further(_ name: FoldedName) -> Level? {
        switch name.letters {
        case 0x6462_67, 0x6462_7567, 0x7665_7262_6f73_65: .debug  // dbg, dbug, verbose
        case 0x636f_6e66_6967, 0x6669_6e65: .debug  // config, fine
        case 0x7472_63, 0x7472_6365, 0x6669_6e65_72, 0x6669_6e65_7374: .trace  // trc, trce, finer, finest
        case 0x696e_66, 0x7375_6363_6573_73, 0x6e6f_726d_616c: .info  // inf, success, normal
        case 0x6e6f_7465, 0x7379_7374_656d: .notice  // note, system
        case 0x7772_6e: .warning  // wrn
        case 0x7365_7665_7265, 0x6661_696c, 0x6661_696c_7572_65: .error  // severe, fail, failure
        case 0x756e_6b6e_6f77_6e: .unknown  // unknown
        case 0x6674_6c, 0x6470_616e_6963: .critical  // ftl, dpanic
        default: nil
        }
    }

    /// A level's first letter as glog, logcat and MongoDB write it.
    init?(letter: UInt8) {
        switch letter {
        case UInt8(ascii: "V"), UInt8(ascii: "T"): self = .trace
        case UInt8(ascii: "D"): self = .debug
        case UInt8(ascii: "I"): self = .info
        case UInt8(ascii: "N"): self = .notice
        case UInt8(ascii: "W"): self = .warning
        case UInt8(ascii: "E"): self = .error
        case UInt8(ascii: "F"), UInt8(ascii: "C"), UInt8(ascii: "A"): self = .critical
        default: return nil
        }
    }
}
