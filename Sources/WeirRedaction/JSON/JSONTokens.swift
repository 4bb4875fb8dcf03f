/// A piece of JSON. Ranges are the insides of strings, and the whole of all else.
struct JSONToken {
    enum Kind { case objectStart, objectEnd, arrayStart, arrayEnd, key, string, number, literal }

    var kind: Kind
    var range: Range<Int>
    var isEscaped = false
}

/// Takes a value of JSON apart; lenient inside of strings, where some programs leave control characters.
struct JSONTokens {
    /// Objects and arrays within each other: more than any reader takes.
    private static let deepest = 10_000

    private let text: UnsafeRawBufferPointer
    private var place: Int
    private(set) var tokens: [JSONToken] = []

    /// The tokens of the value that begins here, and where it ends; nil where it is none.
    static func read(_ text: UnsafeRawBufferPointer, from start: Int) -> (tokens: [JSONToken], end: Int)? {
        var reader = JSONTokens(text, start)
        guard reader.readValue() else { return nil }
        return (reader.tokens, reader.place)
    }

    private init(_ text: UnsafeRawBufferPointer, _ start: Int) {
        self.text = text
        place = start
        tokens.reserveCapacity(16)
    }

    private enum Next { case value, valueOrEnd, key, keyOrEnd, commaOrEnd }

    private mutating func readValue() -> Bool {
        var objects: [Bool] = []
        var next = Next.value
        while true {
            place = text.skippingBlanks(from: place, limit: .max)
            guard place < text.count else { return false }
            let byte = text[place]
            switch next {
            case .commaOrEnd:
                if byte == UInt8(ascii: ",") {
                    place += 1
                    next = objects.last == true ? .key : .value
                    continue
                }
                guard close(byte, &objects) else { return false }
            case .keyOrEnd where byte == UInt8(ascii: "}"), .valueOrEnd where byte == UInt8(ascii: "]"):
                guard close(byte, &objects) else { return false }
            case .key, .keyOrEnd:
                guard readKey() else { return false }
                next = .value
                continue
            case .value, .valueOrEnd:
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    let isObject = byte == UInt8(ascii: "{")
                    guard objects.count < Self.deepest else { return false }
                    tokens.append(JSONToken(kind: isObject ? .objectStart : .arrayStart, range: place..<place + 1))
                    objects.append(isObject)
                    place += 1
                    next = isObject ? .keyOrEnd : .valueOrEnd
                    continue
                }
                guard readScalar(byte) else { return false }
            }
            if objects.isEmpty { return true }
            next = .commaOrEnd
        }
    }

    private mutating func close(_ byte: UInt8, _ objects: inout [Bool]) -> Bool {
        guard let isObject = objects.popLast(), byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return false }
        tokens.append(JSONToken(kind: isObject ? .objectEnd : .arrayEnd, range: place..<place + 1))
        place += 1
        return true
    }

    private mutating func readKey() -> Bool {
        guard text[place] == 0x22, readString(.key) else { return false }
        place = text.skippingBlanks(from: place, limit: .max)
        guard text.at(place) == UInt8(ascii: ":") else { return false }
        place += 1
        return true
    }

    private mutating func readScalar(_ byte: UInt8) -> Bool {
        if byte == 0x22 { return readString(.string) }
        if byte.isDigit || byte == UInt8(ascii: "-") {
            let end = text.end(from: place + 1) {
                $0.isDigit || $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") || $0 == UInt8(ascii: "+")
                    || $0 == UInt8(ascii: "-")
            }
            tokens.append(JSONToken(kind: .number, range: place..<end))
            place = end
            return true
        }
        for word in ["true", "false", "null"] as [StaticString] where text.has(word, at: place) && text[place].isLower {
            tokens.append(JSONToken(kind: .literal, range: place..<place + word.utf8CodeUnitCount))
            place += word.utf8CodeUnitCount
            return true
        }
        return false
    }

    private mutating func readString(_ kind: JSONToken.Kind) -> Bool {
        let start = place + 1
        var end = start
        var isEscaped = false
        while end < text.count, text[end] != 0x22 {
            if text[end] == 0x5C {
                isEscaped = true
                end += 1
            }
            end += 1
        }
        guard end < text.count else { return false }
        tokens.append(JSONToken(kind: kind, range: start..<end, isEscaped: isEscaped))
        place = end + 1
        return true
    }
}
