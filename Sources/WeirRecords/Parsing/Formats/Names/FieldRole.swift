/// What the value of a named field is to us: of a JSON member, or of a pair in a line of them.
struct FieldRole: Equatable, Sendable, BitwiseCopyable {
    enum Kind: UInt8, Sendable {
        case none
        case message, application, host, process, metricName
        case level, status, time
        /// Nanoseconds within the second that the time names.
        case nanoseconds
        /// A line of its own, put in here by what carries it.
        case line
        /// An object whose members have roles too, as `name.member`.
        case container
    }

    var kind: Kind
    /// 0 to 3. Of several fields of one kind the lowest rank counts, of several of one rank the last.
    var rank: UInt8
    var scale: LevelScale
    /// What kind of line the field betrays.
    var mark: LineMarks

    static let none = FieldRole(kind: .none, rank: 0, scale: .byValue, mark: [])

    @inline(__always)
    var isNothing: Bool { kind == .none && mark.isEmpty }
}

/// What a line's fields betray of who wrote it.
struct LineMarks: OptionSet, Sendable, BitwiseCopyable {
    let rawValue: UInt16

    static let nginx = LineMarks(rawValue: 1 << 0)
    static let postgres = LineMarks(rawValue: 1 << 1)
    static let gelf = LineMarks(rawValue: 1 << 2)
    static let nextcloud = LineMarks(rawValue: 1 << 3)
    /// Serilog's compact form, in which a level that is left out is `Information`.
    static let compactLogEvent = LineMarks(rawValue: 1 << 4)
    static let mongoDB = LineMarks(rawValue: 1 << 5)
    static let dockerStream = LineMarks(rawValue: 1 << 6)
    static let kubernetesEvent = LineMarks(rawValue: 1 << 7)
}
