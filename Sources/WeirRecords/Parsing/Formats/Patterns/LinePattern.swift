/// How a line's head is built, as a text that is compiled once: `{time} [{level}] {application}: {message}`.
///
/// - `{time}`: a date with its time of day in any usual notation, its zone and fraction included.
/// - `{level}`: a level's name, with the blanks around it; any other word is no such line. `{anylevel}`: another word is an unknown
///   level. `{letter}`: a level's first letter.
/// - `{application}`, `{host}`, `{process}`: a word, that is at least one byte and no blank, up to a byte that may come next in the
///   pattern; blanks behind it are passed over. `{word}`: any word. `{request}`: the message of an access log, up to what may come next; a
///   backslash in it takes the next byte along.
/// - `{status}`: an HTTP status, which says the level. `{priority}`: syslog's, of facility and severity.
/// - `{*}`: at least one byte of anything up to what comes next; `{*?}`: none, too. `{#}`: digits.
/// - `{message}`: the rest of the line, which may be empty.
/// - A blank stands for one or more blanks, `(…)` for what may be left out, `\` before a byte for that byte, all else for itself.
package struct LinePattern: Sendable {
    enum Field: Sendable, BitwiseCopyable {
        case anything, anythingOrNothing, word, number
        case level, anyLevel, letter, status, priority
        case application, host, process, request
    }

    enum Step: Sendable, BitwiseCopyable {
        case literal(UInt8)
        case blanks
        case time
        /// Ends before any of the bytes.
        case field(Field, ByteSet)
        case message
        /// Where what follows does not match, reading goes on at that step as if it was not there.
        case option(otherwise: Int)
        case optionEnd
    }

    let steps: [Step]
    /// What such a line may begin with.
    let firstBytes: ByteSet

    package init(_ text: StaticString) {
        var compiler = PatternCompiler(text)
        steps = compiler.compile()
        firstBytes = PatternCompiler.firstBytes(of: steps, from: 0)
    }
}
