import WeirRecords

/// What the first lines of a log file tell of all of them.
struct LogHead: Sendable {
    /// Bytes that are looked at for a first time.
    static let bytes = 64 << 10

    /// Nil where nothing says at which line a record begins.
    let boundary: RecordBoundary?

    /// - Parameters:
    ///   - start: the file's beginning, of any length.
    ///   - reference: when the file was last changed.
    init(_ start: UnsafeRawBufferPointer, reference: Timestamp) {
        boundary = RecordBoundary.find(in: UnsafeRawBufferPointer(rebasing: start.prefix(Self.bytes)), reference: reference)
    }

    var firstTime: Timestamp? { boundary?.firstTime }
}
