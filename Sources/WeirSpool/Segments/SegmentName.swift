internal import WeirSystem

/// Names of segments: the number of the first record, 20 digits, so that names sort as numbers do.
package enum SegmentName {
    package static let folder = "segments"
    private static let suffix = ".weir"
    /// Not yet a segment: renamed once its checkpoint is durable, removed at the next start otherwise.
    static let unfinishedEnding = ".new"
    /// No segment any more: written anew as the next one, removed at the next start otherwise.
    static let spareEnding = ".old"
    private static let unfinishedSuffix = suffix + unfinishedEnding
    private static let digits = 20

    package static func folder(in directory: String) -> String { FilePath.join(directory, folder) }

    static func name(of first: RecordNumber) -> String { padded(first) + suffix }
    static func unfinishedName(of first: RecordNumber) -> String { padded(first) + unfinishedSuffix }

    static func isSpare(_ name: String) -> Bool { name.hasSuffix(suffix + spareEnding) }
    static func isUnfinished(_ name: String) -> Bool { name.hasSuffix(unfinishedSuffix) }

    /// `nil` for a name that is no segment's.
    static func firstRecord(of name: String) -> RecordNumber? {
        guard name.hasSuffix(suffix) else { return nil }
        let number = name.dropLast(suffix.count)
        guard number.utf8.count == digits, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt64(number).map(RecordNumber.init).flatMap { $0 < FrameLimits.lastRecord ? $0 : nil }
    }

    private static func padded(_ first: RecordNumber) -> String {
        let text = String(first.value)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }
}
