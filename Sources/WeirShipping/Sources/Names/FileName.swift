/// The files that were, are or will be one log: its directory and the name under which it is written.
package struct FileFamily: Hashable, Sendable {
    /// As found, symbolic links not resolved; `/` at the end only where it is the root.
    package var directory: String
    package var base: String

    package init(directory: String, base: String) {
        self.directory = directory
        self.base = base
    }

    /// The family of a path, whether it is the written file's or a rotated one's.
    package init(of path: String) {
        let cut = path.lastIndex(of: "/")
        let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
        directory = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        base = FileName(name).base
    }

    package func path(of name: String) -> String { joined(directory, name) }
}

/// Where a file stands in its family; in rising order from the oldest to the one being written.
package enum FileRank: Hashable, Comparable, Sendable {
    /// Rotated under a date: the suffix, whose order is that of time.
    case dated(String)
    /// Rotated under a number: the higher, the older.
    case numbered(Int)
    /// The file under the family's own name.
    case base

    package static func < (left: FileRank, right: FileRank) -> Bool {
        switch (left, right) {
        case (.dated(let left), .dated(let right)): left < right
        case (.numbered(let left), .numbered(let right)): left > right
        default: left.order < right.order
        }
    }

    /// 0 for the file being written; `nil` where it was rotated under a date.
    var number: Int? {
        switch self {
        case .base: 0
        case .numbered(let number): number
        case .dated: nil
        }
    }

    private var order: Int {
        switch self {
        case .dated: 0
        case .numbered: 1
        case .base: 2
        }
    }
}

/// A name taken apart: `api.log.3`, `api.log-20241125`, `api.log.2024-11-25_03`, each with or without a compressor's suffix.
struct FileName: Hashable {
    /// Suffixes of files that can't be read as lines.
    static let compressedSuffixes = [".gz", ".zst", ".xz", ".bz2", ".lz4", ".zip"]
    /// Digits of a rotation number at most; longer ones are dates or something else.
    static let maximumNumberDigits = 4
    /// Digits of a date at least: year, month and day.
    static let minimumDateDigits = 8

    var base: String
    var rank: FileRank
    var isCompressed: Bool

    init(_ name: String) {
        let suffix = Self.compressedSuffixes.first { name.hasSuffix($0) && name.utf8.count > $0.utf8.count }
        let plain = suffix.map { String(name.dropLast($0.count)) } ?? name
        isCompressed = suffix != nil
        if let (base, rank) = Self.rotated(plain) {
            self.base = base
            self.rank = rank
        } else {
            base = plain
            rank = .base
        }
    }

    private static func rotated(_ name: String) -> (String, FileRank)? {
        let bytes = Array(name.utf8)
        guard let start = bytes.lastIndex(where: { !isDateByte($0) }), start > 0 else { return nil }
        if bytes[start] == UInt8(ascii: "."), let number = number(bytes[(start + 1)...]) {
            return (String(decoding: bytes[..<start], as: UTF8.self), .numbered(number))
        }
        return dated(bytes, from: start)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...maximumNumberDigits).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// `start` is the last byte that can't belong to a date: either the separator itself, or what stands before a `-`.
    private static func dated(_ bytes: [UInt8], from start: Int) -> (String, FileRank)? {
        var first = start
        if bytes[first] != UInt8(ascii: ".") { first += 1 }
        guard first < bytes.count, bytes[first] == UInt8(ascii: ".") || bytes[first] == UInt8(ascii: "-") else { return nil }
        let suffix = bytes[(first + 1)...]
        let year = suffix.prefix(4)
        guard year.count == 4, year.allSatisfy(isDigit), year.starts(with: Array("19".utf8)) || year.starts(with: Array("20".utf8)),
            suffix.count(where: isDigit) >= minimumDateDigits
        else { return nil }
        return (String(decoding: bytes[..<first], as: UTF8.self), .dated(String(decoding: suffix, as: UTF8.self)))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isDateByte(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") }
}

func joined(_ directory: String, _ name: String) -> String {
    switch directory {
    case ".", "": name
    case "/": "/" + name
    default: directory + "/" + name
    }
}
