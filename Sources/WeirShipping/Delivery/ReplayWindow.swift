package import WeirRecords
package import WeirSpool

/// What was written to a connection that proves nothing by itself: syslog over TCP.
///
/// A part is held to have arrived once the connection has outlived it: so many bytes were written after it that a peer's
/// receive buffer can't hold it any more, beside what our own kernel still has, **and** it is old enough. Until then the
/// cursor lags behind, so that the bytes themselves wait in the spool and not here; what breaks is sent again from there.
package struct ReplayWindow: Equatable, Sendable {
    package struct Settings: Equatable, Sendable {
        /// A receive buffer as large as Linux lets one grow unless told otherwise (`tcp_rmem`, 6 MiB), and some room.
        package static let defaultBytes = ByteCount.mebibytes(8)
        package static let defaultAge = Duration.seconds(60)

        package var bytes: ByteCount
        package var age: Duration

        package init(bytes: ByteCount = Self.defaultBytes, age: Duration = Self.defaultAge) {
            self.bytes = bytes
            self.age = age
        }
    }

    /// Records that were written together, or nearly.
    package struct Part: Equatable, Sendable {
        package var records: Range<RecordNumber>
        /// Bytes written to this connection up to the end of this part.
        var end: UInt64
        /// When the last of it was written.
        var written: Moment
    }

    /// Says instead of a number of unsent bytes that the connection is gone; more than any kernel holds.
    package static let brokenConnection = Int(Int32.max)

    /// Parts that are told apart; beyond it neighbours are joined, which only makes them wait longer.
    static let maximumParts = 1_024

    package let settings: Settings
    package private(set) var parts: [Part] = []
    private var writtenBytes: UInt64 = 0

    package init(_ settings: Settings) { self.settings = settings }

    package var isEmpty: Bool { parts.isEmpty }
    /// From the first record that was written and is not proven to the last, with those between that the sink's rules left out.
    package var recordCount: UInt64 {
        guard let first = parts.first, let last = parts.last else { return 0 }
        return last.records.upperBound.records(since: first.records.lowerBound)
    }

    /// Whether the connection has stood for the whole age. That proves no record: too little may have been written behind it.
    package func hasStood(at now: Moment) -> Bool { parts.first.map { now.elapsed(since: $0.written) >= settings.age } ?? false }

    package mutating func wrote(_ records: Range<RecordNumber>, bytes: Int, at now: Moment) {
        if bytes == 0, let last = parts.indices.last {
            // Nothing of these had to be sent: they are proven with what was sent before them.
            parts[last].records = parts[last].records.lowerBound..<records.upperBound
            return
        }
        writtenBytes += UInt64(clamping: bytes)
        if parts.count >= Self.maximumParts { joinNeighbours() }
        parts.append(Part(records: records, end: writtenBytes, written: now))
    }

    /// Takes out what has been outlived.
    ///
    /// - Parameter unsent: bytes that our own kernel still holds (`SIOCOUTQ`).
    package mutating func outlived(at now: Moment, unsent: Int) -> Part? {
        let behind = UInt64(clamping: settings.bytes.bytes) + UInt64(clamping: unsent)
        let count = parts.firstIndex { writtenBytes - $0.end < behind || now.elapsed(since: $0.written) < settings.age } ?? parts.count
        return take(count)
    }

    /// Takes out everything: the peer read to the end and closed.
    package mutating func confirmAll() -> Part? {
        defer { writtenBytes = 0 }
        return take(parts.count)
    }

    /// The connection is gone, and with it what was to be proven.
    package mutating func forget() {
        parts.removeAll()
        writtenBytes = 0
    }

    private mutating func take(_ count: Int) -> Part? {
        guard count > 0 else { return nil }
        let taken = Self.joined(parts[..<count])
        parts.removeFirst(count)
        return taken
    }

    private mutating func joinNeighbours() {
        parts = stride(from: 0, to: parts.count, by: 2).compactMap { Self.joined(parts[$0..<min($0 + 2, parts.count)]) }
    }

    private static func joined(_ parts: ArraySlice<Part>) -> Part? {
        guard var whole = parts.first, let last = parts.last else { return nil }
        whole.records = whole.records.lowerBound..<last.records.upperBound
        whole.end = last.end
        whole.written = last.written
        return whole
    }
}
