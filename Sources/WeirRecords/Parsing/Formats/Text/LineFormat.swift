/// A kind of text line that is recognised by its head.
package struct LineFormat: Sendable {
    /// Reads a line; nil where it is of another kind.
    typealias Scan = @Sendable (_ line: UnsafeRawBufferPointer, _ reference: Timestamp) -> ParsedRecord?

    enum Reading: Sendable {
        case pattern(LinePattern)
        /// For what a pattern can't say.
        case scan(Scan)
    }

    /// What its message may be.
    enum Content: Sendable {
        case message
        /// Another line of any format, which is read too and stands by itself.
        case line
        /// The same of one program's output, in which a line goes on with the one before.
        case stream
    }

    /// As reports name it.
    package let name: StaticString
    /// Of records that name none.
    package let application: StaticString
    let reading: Reading
    let content: Content
    /// What such a line may begin with.
    let firstBytes: ByteSet
    /// Its lines show a date or a time. One without counts only as long as no line of the same log showed any.
    let showsTime: Bool

    init(
        _ name: StaticString, _ pattern: StaticString, application: StaticString = "", content: Content = .message,
        begins: ByteSet? = nil
    ) {
        let pattern = LinePattern(pattern)
        self.name = name
        self.application = application
        self.content = content
        reading = .pattern(pattern)
        firstBytes = begins ?? pattern.firstBytes
        showsTime = pattern.steps.contains { if case .time = $0 { true } else { false } }
    }

    init(
        _ name: StaticString, application: StaticString = "", content: Content = .message, begins: ByteSet, showsTime: Bool = true,
        scan: @escaping Scan
    ) {
        self.name = name
        self.application = application
        self.content = content
        reading = .scan(scan)
        firstBytes = begins
        self.showsTime = showsTime
    }

    @inline(__always)
    func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        switch reading {
        case .pattern(let pattern): PatternMatcher.match(line, pattern, reference: reference)
        case .scan(let scan): scan(line, reference)
        }
    }
}
