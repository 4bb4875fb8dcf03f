package import WeirRecords

/// Where reading of a file goes on, as it travels in a frame. Version 3: 96 bytes, little endian, in this order: version 1, line state
/// and flags 1, fingerprint length 2, fingerprint 16, device 8, inode 8, generation 16, offset 8, size 8, window length 2, encoding 1,
/// zero 1, window 16, known at 8. Version 1 ends behind the size and version 2 behind the window; both are still read.
package struct FilePosition: Hashable, Sendable {
    static let version: UInt8 = 3
    static let encodedBytes = 96
    /// Of each version, the oldest first.
    private static let lengths = [68, 88, encodedBytes]

    package var identity: FileIdentity
    /// The stream's, so that a position can't be taken for another stream's.
    package var generation: Digest128
    package var fingerprint: Fingerprint
    /// Of the bytes that end at the offset: a file that begins as this one did and differs here is another one. Empty in version 1.
    package var window: Fingerprint
    /// Bytes of the file before this are in records, or need not be.
    package var offset: UInt64
    /// The file's size when it was last looked at: what is known to be unread where it is never found again.
    package var size: UInt64
    package var line: LineState
    /// `nil` in version 1, and where nothing was read yet.
    package var encoding: TextEncoding?
    /// Rotated, read to its end and quiet: its disappearance is no loss.
    package var isFinished: Bool
    /// The last look at the directories before this was kept: what was written later may be in files that nobody saw. `nil` before version 3.
    package var knownAt: Timestamp?

    package init(
        identity: FileIdentity, generation: Digest128, fingerprint: Fingerprint, window: Fingerprint = .empty, offset: UInt64, size: UInt64,
        line: LineState = .start, encoding: TextEncoding? = nil, isFinished: Bool = false, knownAt: Timestamp? = nil
    ) {
        self.identity = identity
        self.generation = generation
        self.fingerprint = fingerprint
        self.window = window
        self.offset = offset
        self.size = size
        self.line = line
        self.encoding = encoding
        self.isFinished = isFinished
        self.knownAt = knownAt
    }
}

/// What stands at the offset.
package enum LineState: UInt8, CaseIterable, Sendable {
    /// The beginning of a line.
    case start = 0
    /// The rest of a line that is over the limit: its next part.
    case overLimit = 1
    /// What may come after a last line without LF that was taken as a record: nothing or an LF if all went well, otherwise the rest of the
    /// line, which becomes a record marked as cut.
    case unfinished = 2
    /// The rest of a line whose beginning was left out: left out as well, up to its LF.
    case leftOut = 3
}

package struct FilePositionError: Error, Equatable, Sendable {
    package var message: String
}

extension FilePosition {
    private static let finishedFlag: UInt8 = 1 << 7

    package var encoded: StreamPosition {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.encodedBytes)
        bytes.append(Self.version)
        bytes.append(line.rawValue | (isFinished ? Self.finishedFlag : 0))
        bytes.append(littleEndian: UInt16(truncatingIfNeeded: fingerprint.length))
        for word in [
            fingerprint.hash.low, fingerprint.hash.high, identity.device, identity.inode, generation.low, generation.high, offset, size,
        ] { bytes.append(littleEndian: word) }
        bytes.append(littleEndian: UInt16(truncatingIfNeeded: window.length))
        bytes += [encoding?.rawValue ?? 0, 0]
        for word in [window.hash.low, window.hash.high] { bytes.append(littleEndian: word) }
        bytes.append(littleEndian: knownAt?.microseconds ?? 0)
        return StreamPosition(bytes: bytes)
    }

    /// - Throws: ``FilePositionError`` where the bytes are of another version or not of this layout; they are never trusted.
    package init(_ position: StreamPosition) throws(FilePositionError) {
        let bytes = position.bytes
        guard let version = bytes.first else { throw FilePositionError(message: "an empty position") }
        guard (1...Self.version).contains(version) else {
            throw FilePositionError(message: "a position of version \(version), not \(Self.version)")
        }
        let expected = Self.lengths[Int(version) - 1]
        guard bytes.count == expected else {
            throw FilePositionError(message: "a position of \(bytes.count) bytes, not \(expected)")
        }
        let words = (0..<8).map { bytes.word(at: 4 + 8 * $0) }
        guard let line = LineState(rawValue: bytes[1] & ~Self.finishedFlag),
            let fingerprint = Fingerprint(length: bytes.half(at: 2), hash: Digest128(low: words[0], high: words[1])),
            max(words[6], words[7]) <= UInt64(Int64.max)
        else { throw Self.outOfBounds }
        self.init(
            identity: FileIdentity(device: words[2], inode: words[3]), generation: Digest128(low: words[4], high: words[5]),
            fingerprint: fingerprint, offset: words[6], size: words[7], line: line, isFinished: bytes[1] & Self.finishedFlag != 0)
        if version > 1 { try readWindow(bytes[Self.lengths[0]...]) }
        if version > 2 { try readTime(bytes.word(at: Self.lengths[1])) }
    }

    private mutating func readWindow(_ bytes: ArraySlice<UInt8>) throws(FilePositionError) {
        let bytes = Array(bytes)
        guard let window = Fingerprint(length: bytes.half(at: 0), hash: Digest128(low: bytes.word(at: 4), high: bytes.word(at: 12))),
            UInt64(window.length) <= offset, bytes[2] == 0 || TextEncoding(rawValue: bytes[2]) != nil
        else { throw Self.outOfBounds }
        self.window = window
        encoding = TextEncoding(rawValue: bytes[2])
    }

    private mutating func readTime(_ word: UInt64) throws(FilePositionError) {
        guard word <= UInt64(Int64.max) else { throw Self.outOfBounds }
        knownAt = word == 0 ? nil : Timestamp(microseconds: Int64(word))
    }

    private static let outOfBounds = FilePositionError(message: "a position whose fields are out of bounds")
}

extension Array where Element == UInt8 {
    fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    fileprivate func half(at index: Int) -> Int { Int(self[index]) | Int(self[index + 1]) << 8 }

    fileprivate func word(at index: Int) -> UInt64 {
        self[index..<index + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
