/// One step through bytes that claim to be UTF-8.
enum UTF8Step: Equatable {
    /// A well-formed scalar of so many bytes.
    case scalar(Int)
    /// So many bytes that stand for one U+FFFD: the longest run that could have begun a scalar.
    case invalid(Int)
}

enum UTF8Scan {
    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// What begins at an index that lies within the bytes.
    static func step(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UTF8Step {
        let first = bytes[index]
        guard first >= 0x80 else { return .scalar(1) }
        guard let form = Form(leading: first) else { return .invalid(1) }
        var length = 1
        while length < form.length {
            guard index + length < bytes.count else { return .invalid(length) }
            let range: ClosedRange<UInt8> = length == 1 ? form.second : 0x80...0xBF
            guard range.contains(bytes[index + length]) else { return .invalid(length) }
            length += 1
        }
        return .scalar(length)
    }

    /// The longest prefix of at most `limit` bytes that ends on a scalar's boundary. Bytes that are no UTF-8 are cut at the limit.
    static func prefix(_ bytes: UnsafeRawBufferPointer, limit: Int) -> Int {
        guard bytes.count > limit else { return bytes.count }
        guard limit > 0 else { return 0 }
        var end = limit
        while end > 0, limit - end < 3, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return bytes[end] & 0xC0 == 0x80 ? limit : end
    }

    /// How long a scalar is by its first byte, and what may stand second: Unicode's table of well-formed sequences.
    private struct Form {
        var length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF

        init?(leading: UInt8) {
            switch leading {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE...0xEF: length = 3
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: length = 4
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: return nil
            }
        }
    }
}
