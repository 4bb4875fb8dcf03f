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
    var example: String {
        var text = String.UnicodeScalarView()
        for item in items { text.append(item.example) }
        return String(text)
    }

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

/// A name as patterns see it: its Unicode scalars, and beyond them a byte that is not UTF-8, which stands as `\xE9` in a name.
enum NameCharacters {
    /// What a byte that is no character is counted from: past the last scalar.
    private static let firstByte: UInt32 = 0x11_0000
    private static let backslash = UInt8(ascii: "\\")
    private static let escapeLength = 4

    static func of(_ name: String) -> [UInt32] {
        guard name.utf8.contains(backslash) else { return name.unicodeScalars.map(\.value) }
        let scalars = Array(name.unicodeScalars)
        var characters: [UInt32] = []
        var index = 0
        while index < scalars.count {
            if let byte = byte(scalars[index...].prefix(escapeLength)) {
                characters.append(firstByte + byte)
                index += escapeLength
            } else {
                characters.append(scalars[index].value)
                index += 1
            }
        }
        return characters
    }

    private static func byte(_ text: ArraySlice<Unicode.Scalar>) -> UInt32? {
        guard text.count == escapeLength, text.starts(with: ["\\", "x"]) else { return nil }
        let digits = text.suffix(2).map(String.init(_:)).joined()
        guard digits == digits.uppercased(), let byte = UInt32(digits, radix: 16), byte >= 0x80 else { return nil }
        return byte
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
    fileprivate var example: Unicode.Scalar {
        let some: Unicode.Scalar = "x"
        switch self {
        case .character(let own): return Unicode.Scalar(own) ?? some
        case .one, .many: return some
        case .oneOf(let ranges, false): return ranges.first.flatMap { Unicode.Scalar($0.lowerBound) } ?? some
        case .oneOf:
            return (UInt32(UInt8(ascii: "a"))...UInt32(UInt8(ascii: "z"))).reversed().first(where: matches).flatMap { Unicode.Scalar($0) }
                ?? some
        }
    }
}
