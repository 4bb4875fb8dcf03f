internal import WeirRecords

/// A text with its escapes resolved, and where each of its bytes came from.
struct DecodedText {
    private(set) var bytes: [UInt8] = []
    /// Of each byte, and of what follows the last one, the place in the source.
    private var places: [Int32] = []

    /// The range of the source that the range of this text stands for: never a part of an escape.
    func source(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end < bytes.count, end > 0, places[end] == places[end - 1] { end += 1 }
        return Int(places[range.lowerBound])..<Int(places[end])
    }

    private mutating func put(_ byte: UInt8, from place: Int) {
        bytes.append(byte)
        places.append(Int32(truncatingIfNeeded: place))
    }

    private mutating func finish(_ count: Int) { places.append(Int32(truncatingIfNeeded: count)) }

    private mutating func put(scalar: UInt32, from place: Int) {
        guard scalar >= 0x80 else { return put(UInt8(truncatingIfNeeded: scalar), from: place) }
        guard let unicode = Unicode.Scalar(scalar) else { return put(0x3F, from: place) }
        for byte in UTF8.encode(unicode).map(Array.init) ?? [] { put(byte, from: place) }
    }

    /// The inside of a JSON string.
    init(json raw: UnsafeRawBufferPointer) {
        reserve(raw.count)
        var place = 0
        while place < raw.count {
            let byte = raw[place]
            guard byte == 0x5C, place + 1 < raw.count else {
                put(byte, from: place)
                place += 1
                continue
            }
            if let (scalar, length) = EscapeReader.unicode(raw, at: place) {
                put(scalar: scalar, from: place)
                place += length
            } else {
                put(EscapeReader.simple(raw[place + 1]) ?? raw[place + 1], from: place)
                place += 2
            }
        }
        finish(raw.count)
    }

    /// One level of whatever escapes a text may hold: of addresses, of HTML, of programs' strings; what is ``Unseen`` is
    /// left out, and wide forms of ASCII become ASCII. Nil where nothing changes.
    ///
    /// - Parameter toTheEnd: `%252525…` is read to its end at once: no reading comes behind this one.
    init?(loose raw: UnsafeRawBufferPointer, toTheEnd: Bool = false) {
        guard raw.indices.contains(where: { Self.mayBeginEscape(raw[$0]) && EscapeReader.loose(raw, at: $0) != nil }) else { return nil }
        reserve(raw.count)
        var place = 0
        while place < raw.count {
            if Self.mayBeginEscape(raw[place]), let (scalar, length) = EscapeReader.loose(raw, at: place) {
                let inner = toTheEnd && scalar == 0x25 ? Self.innermost(raw, from: place + length) : nil
                if let scalar = inner?.scalar ?? scalar { put(scalar: scalar, from: place) }
                place = inner?.end ?? place + length
            } else {
                put(raw[place], from: place)
                place += 1
            }
        }
        finish(raw.count)
    }

    /// What `%25` and those behind it come to.
    private static func innermost(_ raw: UnsafeRawBufferPointer, from place: Int) -> (scalar: UInt32, end: Int)? {
        var place = place
        while raw.at(place) == UInt8(ascii: "2"), raw.at(place + 1) == UInt8(ascii: "5") { place += 2 }
        return EscapeReader.hexadecimal(raw, from: place, digits: 2).map { ($0 < 0x80 ? $0 : 0x3F, place + 2) }
    }

    private static func mayBeginEscape(_ byte: UInt8) -> Bool {
        byte == 0x25 || byte == 0x5C || byte == 0x26 || Unseen.isControl(byte) || byte == 0xE2 || byte == 0xEF || byte == 0xC2
            || byte == 0xD8
    }

    private mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count)
        places.reserveCapacity(count + 1)
    }
}
