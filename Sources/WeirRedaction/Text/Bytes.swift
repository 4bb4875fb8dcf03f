extension UnsafeRawBufferPointer {
    /// A byte of the text; 0 for what lies outside of it.
    @inline(__always)
    func at(_ place: Int) -> UInt8 { place >= 0 && place < count ? self[place] : 0 }

    /// - Parameter lowered: in lower case; letters of the text in either case are the same.
    func has(_ lowered: StaticString, at place: Int) -> Bool {
        guard place >= 0, place + lowered.utf8CodeUnitCount <= count else { return false }
        for offset in 0..<lowered.utf8CodeUnitCount where self[place + offset].lowered != lowered.utf8Start[offset] { return false }
        return true
    }

    /// The same, and no end of a longer word.
    func hasWord(_ lowered: StaticString, at place: Int) -> Bool { has(lowered, at: place) && !at(place - 1).isAlphanumeric }

    /// Where the run of such bytes ends that begins here.
    @inline(__always)
    func end(from place: Int, limit: Int = .max, while isWanted: (UInt8) -> Bool) -> Int {
        let last = limit < count - place ? place + limit : count
        var end = place
        while end < last, isWanted(self[end]) { end += 1 }
        return end
    }

    /// Where the run of such bytes begins that ends here.
    @inline(__always)
    func start(before place: Int, limit: Int = .max, while isWanted: (UInt8) -> Bool) -> Int {
        let first = limit < place ? place - limit : 0
        var start = place
        while start > first, isWanted(self[start - 1]) { start -= 1 }
        return start
    }

    func skippingBlanks(from place: Int, limit: Int = 32) -> Int { end(from: place, limit: limit) { $0.isBlank } }

    func skippingSpaces(from place: Int, limit: Int = 32) -> Int { end(from: place, limit: limit) { $0 == 0x20 || $0 == 0x09 } }

    func part(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[range]) }

    /// The part in lower case; meant for short ones.
    func lowered(_ range: Range<Int>) -> String { String(decoding: self[range].map(\.lowered), as: UTF8.self) }

    func firstIndex(of byte: UInt8, from place: Int, to end: Int) -> Int? {
        var index = place
        while index < end {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }
}

extension UInt8 {
    @inline(__always) var isDigit: Bool { 0x30...0x39 ~= self }
    @inline(__always) var isUpper: Bool { 0x41...0x5A ~= self }
    @inline(__always) var isLower: Bool { 0x61...0x7A ~= self }
    @inline(__always) var isLetter: Bool { 0x61...0x7A ~= (self | 0x20) }
    @inline(__always) var isAlphanumeric: Bool { isDigit || isLetter }
    @inline(__always) var isHexadecimal: Bool { isDigit || 0x61...0x66 ~= (self | 0x20) }
    /// White space of ASCII, line ends included.
    @inline(__always) var isBlank: Bool { self == 0x20 || 0x09...0x0D ~= self }
    /// `"`, `'` or a backtick.
    @inline(__always) var isQuote: Bool { self == 0x22 || self == 0x27 || self == 0x60 }
    /// What names and most tokens are made of.
    @inline(__always) var isName: Bool {
        // Letters, digits, `_`, `-` and `.`: a bit for each byte below 64, and for each from there to 127.
        let bits: UInt64 = self & 0x40 == 0 ? 0x03FF_6000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
        return self < 0x80 && bits &>> UInt64(self) & 1 != 0
    }
    @inline(__always) var isBase64: Bool { isAlphanumeric || self == 0x2B || self == 0x2F || self == 0x3D }
    @inline(__always) var isTokenByte: Bool { isAlphanumeric || self == 0x5F || self == 0x2D }
    @inline(__always) var lowered: UInt8 { isUpper ? self | 0x20 : self }
}
