/// Reads parts of timestamps, one after another.
struct TimestampReader {
    /// Where the next part begins.
    var position: Int

    /// `2023-01-31 15:05:01,896185`, without a zone: as UTC.
    @inline(__always)
    mutating func dateAndTime(_ text: RawSpan, separator: UInt8 = UInt8(ascii: "-")) -> Timestamp? {
        let start = position
        guard start &+ 16 <= text.byteCount, isDateAndTime(text, separator) else { return nil }
        let (century, yearOfCentury) = (pair(text, 0), pair(text, 2))
        let (month, day) = (pair(text, 5), pair(text, 8))
        let (hour, minute) = (pair(text, 11), pair(text, 14))
        guard century | yearOfCentury | month | day | hour | minute >= 0 else { return nil }
        position = start &+ 16
        guard let seconds = secondsAndFraction(text) else { return nil }
        guard let date = CalendarDate(year: century &* 100 &+ yearOfCentury, month: month, day: day) else { return nil }
        return Self.moment(date, hour: hour, minute: minute, seconds)
    }

    /// `25/Nov/2024:03:47:52`: as UTC.
    mutating func commonLogDateAndTime(_ text: RawSpan) -> Timestamp? {
        guard position + 20 <= text.byteCount, text.byte(at: position + 2) == UInt8(ascii: "/"),
            text.byte(at: position + 6) == UInt8(ascii: "/"), text.byte(at: position + 11) == UInt8(ascii: ":"),
            text.byte(at: position + 14) == UInt8(ascii: ":")
        else { return nil }
        let (day, century, yearOfCentury) = (pair(text, 0), pair(text, 7), pair(text, 9))
        let (hour, minute) = (pair(text, 12), pair(text, 15))
        guard let month = Self.month(text, at: position + 3), day | century | yearOfCentury | hour | minute >= 0 else { return nil }
        position += 17
        guard let seconds = secondsAndFraction(text) else { return nil }
        guard let date = CalendarDate(year: century * 100 + yearOfCentury, month: month, day: day) else { return nil }
        return Self.moment(date, hour: hour, minute: minute, seconds)
    }

    @inline(__always)
    private func isDateAndTime(_ text: RawSpan, _ separator: UInt8) -> Bool {
        let between = text.byte(at: position &+ 10)
        return text.byte(at: position &+ 4) == separator && text.byte(at: position &+ 7) == separator
            && (between == UInt8(ascii: "T") || between == UInt8(ascii: " ") || between == UInt8(ascii: "t"))
            && text.byte(at: position &+ 13) == UInt8(ascii: ":")
    }

    /// `:01,896185`, all of it or its end left out, as microseconds. 60 is a leap second: the first one of the next minute.
    @inline(__always)
    private mutating func secondsAndFraction(_ text: RawSpan) -> Int64? {
        guard position &+ 3 <= text.byteCount, text.byte(at: position) == UInt8(ascii: ":") else { return 0 }
        let seconds = pair(text, 1)
        guard 0...60 ~= seconds else { return nil }
        position &+= 3
        return seconds &* Timestamp.microsecondsPerSecond &+ fractionIfAny(text)
    }

    @inline(__always)
    private static func moment(_ date: CalendarDate, hour: Int64, minute: Int64, _ microseconds: Int64) -> Timestamp? {
        guard hour < 24, minute < 60 else { return nil }
        let seconds = date.daysSinceEpoch &* CalendarDate.secondsPerDay &+ hour &* 3_600 &+ minute &* 60
        return Timestamp(microseconds: seconds &* Timestamp.microsecondsPerSecond &+ microseconds)
    }
}

extension TimestampReader {
    /// The same; a point or comma that no digit follows belongs to the text behind.
    @inline(__always)
    mutating func fractionIfAny(_ text: RawSpan) -> Int64 {
        let start = position
        if let fraction = fraction(text) { return fraction }
        position = start
        return 0
    }

    /// Decimals as microseconds, 0 where there are none; nil where a point is followed by none.
    @inline(__always)
    mutating func fraction(_ text: RawSpan) -> Int64? {
        guard position < text.byteCount else { return 0 }
        let point = text.byte(at: position)
        guard point == UInt8(ascii: ".") || point == UInt8(ascii: ",") else { return 0 }
        var digits = 0
        var value: Int64 = 0
        position &+= 1
        while position < text.byteCount, let digit = digit(text, 0) {
            if digits < 6 { value = value &* 10 &+ digit }
            digits &+= 1
            position &+= 1
        }
        guard digits > 0 else { return nil }
        return digits >= 6 ? value : value &* Self.scale(digits)
    }

    @inline(__always)
    private static func scale(_ digits: Int) -> Int64 {
        switch digits {
        case 1: 100_000
        case 2: 10_000
        case 3: 1_000
        case 4: 100
        case 5: 10
        default: 1
        }
    }

    /// Two digits at an offset from here; far below zero where they are none.
    ///
    /// - Precondition: both lie within the text.
    @inline(__always)
    func pair(_ text: RawSpan, _ offset: Int) -> Int64 {
        let tens = text.byte(at: position &+ offset) &- 0x30
        let ones = text.byte(at: position &+ offset &+ 1) &- 0x30
        return tens <= 9 && ones <= 9 ? Int64(tens) &* 10 &+ Int64(ones) : -1_000
    }

    @inline(__always)
    func digit(_ text: RawSpan, _ offset: Int) -> Int64? {
        let digit = text.byte(at: position &+ offset) &- 0x30
        return digit <= 9 ? Int64(digit) : nil
    }

    /// A number of so many digits; longer ones are none.
    mutating func number(_ text: RawSpan, digits: ClosedRange<Int>) -> Int64? {
        var value: Int64 = 0
        var count = 0
        while position < text.byteCount, let digit = digit(text, 0) {
            guard count < digits.upperBound, value < Int64.max / 10 else { return nil }
            value = value * 10 + digit
            count += 1
            position += 1
        }
        return digits.contains(count) ? value : nil
    }

    mutating func skip(_ byte: UInt8, in text: RawSpan) -> Bool {
        guard position < text.byteCount, text.byte(at: position) == byte else { return false }
        position += 1
        return true
    }

    /// An English month's first three letters, in any case.
    static func month(_ text: RawSpan, at position: Int) -> Int64? {
        let letters = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(text.byte(at: position + $1) | 0x20) }
        return switch letters {
        case 0x6a_616e: 1
        case 0x66_6562: 2
        case 0x6d_6172: 3
        case 0x61_7072: 4
        case 0x6d_6179: 5
        case 0x6a_756e: 6
        case 0x6a_756c: 7
        case 0x61_7567: 8
        case 0x73_6570: 9
        case 0x6f_6374: 10
        case 0x6e_6f76: 11
        case 0x64_6563: 12
        default: nil
        }
    }
}
