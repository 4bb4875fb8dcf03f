/// A pattern over one name of a path, without slashes.
package struct NamePattern: Hashable, Sendable {
    enum Item: Hashable, Sendable {
        case character(UInt32)
        case one
        case many
        case oneOf([ClosedRange<UInt32>], negated: Bool)
    }

    enum Defect: Error { case unclosedSet, emptyRange }

    private static let dot = UInt32(UInt8(ascii: "."))
    let items: [Item]

    static let anything = NamePattern(items: [.many])

    private init(items: [Item]) { self.items = items }

    init(_ text: String) throws(Defect) {
        let characters = NameCharacters.of(text)
        var items: [Item] = []
        var index = 0
        while index < characters.count {
            switch Unicode.Scalar(characters[index]) {
            case "*": if items.last != .many { items.append(.many) }
            case "?": items.append(.one)
            case "[":
                let (item, end) = try Self.set(characters, from: index + 1)
                items.append(item)
                index = end
            default: items.append(.character(characters[index]))
            }
            index += 1
        }
        self.items = items
    }

    /// Parses what follows a `[`; a `]` in the first place stands for itself. Returns the index of the closing `]`.
    private static func set(_ characters: [UInt32], from start: Int) throws(Defect) -> (Item, Int) {
        let (close, dash) = (UInt32(UInt8(ascii: "]")), UInt32(UInt8(ascii: "-")))
        var index = start
        let isNegated = index < characters.count && ["!", "^"].contains(Unicode.Scalar(characters[index]))
        if isNegated { index += 1 }
        var ranges: [ClosedRange<UInt32>] = []
        let first = index
        while index < characters.count, characters[index] != close || index == first {
            let low = characters[index]
            if index + 2 < characters.count, characters[index + 1] == dash, characters[index + 2] != close {
                let high = characters[index + 2]
                guard low <= high else { throw .emptyRange }
                ranges.append(low...high)
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        guard index < characters.count else { throw .unclosedSet }
        return (.oneOf(ranges, negated: isNegated), index)
    }

    /// Some name that it matches.
    var example: String { NameCharacters.text(of: items.map(\.example)) }

    package func matches(_ name: String) -> Bool {
        let characters = NameCharacters.of(name)
        if characters.first == Self.dot, items.first != .character(Self.dot) { return false }
        var (item, index) = (0, 0)
        var retry: (item: Int, index: Int)?
        while index < characters.count {
            if item < items.count, items[item] == .many {
                retry = (item + 1, index)
                item += 1
            } else if item < items.count, items[item].matches(characters[index]) {
                item += 1
                index += 1
            } else if let last = retry {
                retry = (last.item, last.index + 1)
                (item, index) = (last.item, last.index + 1)
            } else {
                return false
            }
        }
        return items[item...].allSatisfy { $0 == .many }
    }
}

/// A name as patterns see it: its Unicode scalars, and beyond them a byte that is not UTF-8, which stands as `\xE9` in a name. Escaped
/// bytes that make a character are that character, and `\x5C` is a backslash: whichever way a name is written, it is the same here.
enum NameCharacters {
    /// What a byte that is no character is counted from: past the last scalar.
    private static let firstByte: UInt32 = 0x11_0000
    private static let backslash = UInt8(ascii: "\\")
    private static let escapeLength = 4

    static func of(_ name: String) -> [UInt32] {
        guard name.utf8.contains(backslash) else { return name.unicodeScalars.map(\.value) }
        var bytes = bytes(of: Array(name.utf8))[...]
        var characters: [UInt32] = []
        while let first = bytes.first {
            let scalar = scalar(bytes)
            characters.append(scalar?.value ?? firstByte + UInt32(first))
            bytes = bytes.dropFirst(scalar.map { UTF8.width($0) } ?? 1)
        }
        return characters
    }

    static func areSame(_ name: String, _ other: String) -> Bool {
        if name.utf8.elementsEqual(other.utf8) { return true }
        guard name.utf8.contains(backslash) || other.utf8.contains(backslash) else { return false }
        return of(name) == of(other)
    }

    /// A name in which a byte that is no character stands as an escape, and so does a backslash that would make one.
    static func text(of characters: [UInt32]) -> String {
        var text = ""
        for (index, character) in characters.enumerated() {
            let isFollowedByX = index + 1 < characters.count && characters[index + 1] == UInt32(UInt8(ascii: "x"))
            if character == UInt32(backslash), isFollowedByX {
                text += "\\x5C"
            } else if let scalar = Unicode.Scalar(character) {
                text.unicodeScalars.append(scalar)
            } else {
                text += "\\x" + String(character - firstByte, radix: 16, uppercase: true)
            }
        }
        return text
    }

    private static func bytes(of text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while index < text.count {
            let escaped = escape(text[index...].prefix(escapeLength))
            bytes.append(escaped ?? text[index])
            index += escaped == nil ? 1 : escapeLength
        }
        return bytes
    }

    private static func escape(_ text: ArraySlice<UInt8>) -> UInt8? {
        guard text.count == escapeLength, text.starts(with: [backslash, UInt8(ascii: "x")]) else { return nil }
        let digits = String(decoding: text.suffix(2), as: UTF8.self)
        guard digits == digits.uppercased(), let byte = UInt8(digits, radix: 16), byte >= 0x80 || byte == backslash else { return nil }
        return byte
    }

    /// The character that the bytes begin with.
    private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        for length in 1...4 where length <= bytes.count {
            if let text = String(validating: bytes.prefix(length), as: UTF8.self) { return text.unicodeScalars.first }
        }
        return nil
    }
}

extension NamePattern.Item {
    func matches(_ character: UInt32) -> Bool {
        switch self {
        case .character(let own): own == character
        case .one, .many: true
        case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        }
    }

    /// Something that a set leaves out is looked for among letters: where it takes all of them, the example matches nothing.
    fileprivate var example: UInt32 {
        let some = UInt32(UInt8(ascii: "x"))
        switch self {
        case .character(let own): return own
        case .one, .many: return some
        case .oneOf(let ranges, false): return ranges.first?.lowerBound ?? some
        case .oneOf: return (UInt32(UInt8(ascii: "a"))...UInt32(UInt8(ascii: "z"))).reversed().first(where: matches) ?? some
        }
    }
}
