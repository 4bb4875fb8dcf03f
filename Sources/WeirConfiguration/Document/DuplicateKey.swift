import Yams

/// The library stops at the first mapping with a duplicate key. To go on and name every problem of the file, the key is written over in the
/// text, scalar by scalar so that all places stay what they were, with one that can't collide; the tree builder reports and drops it.
struct DuplicateKey {
    /// Plane 15, private use: YAML allows it and nobody's key has it.
    static let maskBase: UInt32 = 0xF0000

    private let key: String?
    private let mark: Mark

    /// - Parameter mark: Where the key stands first.
    init(_ key: String?, _ mark: Mark) {
        self.key = key
        self.mark = mark
    }

    static func isMask(_ key: String) -> Bool {
        key.unicodeScalars.first.map { (maskBase..<maskBase + UInt32(ConfigurationLimits.duplicateKeys) + 1).contains($0.value) } ?? false
    }

    /// The text with the key's first occurrence masked; `nil` where the text there is not plainly this key.
    func masked(in text: String, attempt: Int) -> String? {
        guard let key, !key.isEmpty, let mask = Unicode.Scalar(Self.maskBase + UInt32(attempt)) else { return nil }
        let scalars = Array(text.unicodeScalars)
        let wanted = Array(key.unicodeScalars)
        guard let start = TextPlaces.index(of: Place(mark), in: scalars), start + wanted.count <= scalars.count,
            Array(scalars[start..<start + wanted.count]) == wanted
        else { return nil }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[..<start])
        result.append(contentsOf: repeatElement(mask, count: wanted.count))
        result.append(contentsOf: scalars[(start + wanted.count)...])
        return String(result)
    }

    /// The key that a mask at this place was laid over.
    static func original(in text: String, at place: Place, length: Int) -> String {
        let scalars = Array(text.unicodeScalars)
        guard let start = TextPlaces.index(of: place, in: scalars), start + length <= scalars.count else { return "" }
        var key = String.UnicodeScalarView()
        key.append(contentsOf: scalars[start..<start + length])
        return String(key)
    }
}

/// From lines and columns to scalars and back.
enum TextPlaces {
    /// `nil` where the text has no such place. Lines end as YAML's do: LF, CR, or CR LF.
    static func index(of place: Place, in scalars: [Unicode.Scalar]) -> Int? {
        var line = 1
        var start = 0
        while line < place.line {
            guard let end = scalars[start...].firstIndex(where: isBreak) else { return nil }
            start = end + (scalars[end] == "\r" && end + 1 < scalars.count && scalars[end + 1] == "\n" ? 2 : 1)
            line += 1
        }
        let index = start + place.column - 1
        return index < scalars.count ? index : nil
    }

    /// The place after this many characters.
    static func place(after count: Int, in text: String) -> Place {
        let lines = text.prefix(count).split(omittingEmptySubsequences: false) { $0.isNewline }
        return Place(line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1)
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}
