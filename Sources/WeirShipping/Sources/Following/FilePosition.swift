package import WeirRecords

/// Where a file is gone on with, as it travels in a frame. Version 1: 68 bytes, little endian, in this order:
/// version 1, line state and flags 1, fingerprint length 2, fingerprint 16, device 8, inode 8, generation 16, offset 8, size 8.
package struct FilePosition: Hashable, Sendable {
    static let version: UInt8 = 1
    static let encodedBytes = 68

    package var identity: FileIdentity
    /// The stream's, so that a position can't be taken for another stream's.
    package var generation: Digest128
    package var fingerprint: Fingerprint
    /// Bytes of the file before this are in records, or need not be.
    package var offset: UInt64
    /// The file's size when it was last looked at: what is known to be unread where it is never found again.
    package var size: UInt64
    package var line: LineState
    /// Rotated, read to its end and quiet: its disappearance is no loss.
    package var isFinished: Bool

    package init(
        identity: FileIdentity, generation: Digest128, fingerprint: Fingerprint, offset: UInt64, size: UInt64, line: LineState = .start,
        isFinished: Bool = false
    ) {
        self.identity = identity
        self.generation = generation
        self.fingerprint = fingerprint
        self.offset = offset
        self.size = size
        self.line = line
        self.isFinished = isFinished
    }
}

/// What stands at the offset.
package enum LineState: UInt8, CaseIterable, Sendable {
    /// The beginning of a line.
    case start = 0
    /// The rest of a line that was over the limit: left out up to its LF.
    case overLimit = 1
    /// What may come after a last line without LF that was taken as a record: nothing or an LF if all went well, otherwise the rest of the
    /// line, which becomes a record marked as cut.
    case unfinished = 2
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
        return StreamPosition(bytes: bytes)
    }

    /// - Throws: ``FilePositionError`` where the bytes are of another version or not of this layout; they are never trusted.
    package init(_ position: StreamPosition) throws(FilePositionError) {
        let bytes = position.bytes
        guard bytes.first == Self.version else {
            throw FilePositionError(message: bytes.isEmpty ? "an empty position" : "a position of version \(bytes[0]), not \(Self.version)")
        }
        guard bytes.count == Self.encodedBytes else {
            throw FilePositionError(message: "a position of \(bytes.count) bytes, not \(Self.encodedBytes)")
        }
        let words = (0..<8).map { bytes.word(at: 4 + 8 * $0) }
        let length = Int(bytes[2]) | Int(bytes[3]) << 8
        guard let line = LineState(rawValue: bytes[1] & ~Self.finishedFlag),
            let fingerprint = Fingerprint(length: length, hash: Digest128(low: words[0], high: words[1])),
            max(words[6], words[7]) <= UInt64(Int64.max)
        else { throw FilePositionError(message: "a position whose fields are out of bounds") }
        self.init(
            identity: FileIdentity(device: words[2], inode: words[3]), generation: Digest128(low: words[4], high: words[5]),
            fingerprint: fingerprint, offset: words[6], size: words[7], line: line, isFinished: bytes[1] & Self.finishedFlag != 0)
    }
}

extension Array where Element == UInt8 {
    fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    fileprivate func word(at index: Int) -> UInt64 {
        self[index..<index + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
