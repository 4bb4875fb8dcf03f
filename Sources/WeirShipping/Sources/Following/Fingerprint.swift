package import WeirRecords

/// Some bytes of a file: their hash and how many they are. Of a file's first bytes, a short file's grows with it, up to the maximum, and
/// is always compared over its own length, as a prefix. Of the bytes that end at an offset it tells whether they are still there.
package struct Fingerprint: Hashable, Sendable {
    /// Bytes that tell two log files apart for sure: several lines with their times.
    package static let maximumBytes = 1024
    /// Bytes at least that show two files with different inodes to be the same: more than a header line that every file begins with.
    package static let convincingBytes = 256

    package private(set) var length: Int
    package private(set) var hash: Digest128

    /// Of nothing: matches every file.
    package static let empty = Fingerprint(of: UnsafeRawBufferPointer(start: nil, count: 0))

    /// Of up to `maximumBytes` at the beginning of a file.
    package init(of head: UnsafeRawBufferPointer) {
        let head = UnsafeRawBufferPointer(rebasing: head.prefix(Self.maximumBytes))
        length = head.count
        hash = MurmurHash3.hash(head)
    }

    /// As found in a position: `nil` where the length is out of bounds.
    package init?(length: Int, hash: Digest128) {
        guard (0...Self.maximumBytes).contains(length) else { return nil }
        self.length = length
        self.hash = hash
    }

    /// Of a file's first bytes up to a hole: what may still be filled says nothing.
    static func beginning(of head: UnsafeRawBufferPointer) -> Fingerprint {
        var (end, run) = (0, 0)
        for (place, byte) in head.prefix(maximumBytes).enumerated() {
            run = byte == 0 ? run + 1 : 0
            if run == TailReader.shortestHole { break }
            if byte != 0 { end = place + 1 }
        }
        return Fingerprint(of: UnsafeRawBufferPointer(rebasing: head.prefix(end)))
    }

    /// Hash of the first bytes, as many as convince; `nil` where there are fewer.
    package static func opening(of head: UnsafeRawBufferPointer) -> Digest128? {
        guard head.count >= convincingBytes else { return nil }
        return MurmurHash3.hash(UnsafeRawBufferPointer(rebasing: head.prefix(convincingBytes)))
    }

    package var isConvincing: Bool { length >= Self.convincingBytes }

    /// Whether a file that begins with these bytes may be the one that this was taken of.
    package func matches(_ head: UnsafeRawBufferPointer) -> Bool {
        guard head.count >= length else { return false }
        return Fingerprint(of: UnsafeRawBufferPointer(rebasing: head.prefix(length))).hash == hash
    }
}
