/// A moment as a line states it: `time` is nil where the line shows a time that names no day, or none that can be known.
struct StatedMoment: Equatable {
    var time: Timestamp?

    static let unknown = StatedMoment(time: nil)
}

extension TimestampReader {
    /// Reads a date with its time of day in any of the usual notations, with the zone behind it. Without a zone it is UTC; without a
    /// year it is the latest year in which the moment is not after `reference`.
    ///
    /// - Parameter reference: when the line was written or later: the time of arrival, or when the file was last changed.
    /// - Returns: nil, and the position as it was, where no date and no time of day begins here.
    mutating func moment(_ text: RawSpan, reference: Timestamp) -> StatedMoment? {
        let start = position
        if let found = anyMoment(text, reference: reference) { return found }
        position = start
        return nil
    }

    private mutating func anyMoment(_ text: RawSpan, reference: Timestamp) -> StatedMoment? {
        guard position < text.byteCount else { return nil }
        guard digit(text, 0) != nil else { return namedMonthFirst(text, reference: reference) }
        var end = position
        while end < text.byteCount, end - position < 20, text.byte(at: end) &- 0x30 < 10 { end += 1 }
        let separator = end < text.byteCount ? text.byte(at: end) : 0
        switch (end - position, separator) {
        case (4, UInt8(ascii: "-")): return zoned(text) { $0.dateAndTime($1) }
        case (4, UInt8(ascii: "/")), (4, UInt8(ascii: ".")): return zoned(text) { $0.dateAndTime($1, separator: separator) }
        case (4, UInt8(ascii: " ")): return monthAndDay(text, reference: reference)
        case (1...2, UInt8(ascii: "/")), (1...2, UInt8(ascii: "-")), (1...2, UInt8(ascii: " ")), (1...2, UInt8(ascii: ".")):
            return dayFirst(text, separator: separator, reference: reference)
        case (2, UInt8(ascii: ":")): return timeOfDay(text) == nil ? nil : .unknown
        case (6, UInt8(ascii: " ")), (8, UInt8(ascii: " ")), (8, UInt8(ascii: "T")), (8, UInt8(ascii: "-")):
            return compactDate(text, digits: end - position)
        case (10, _), (13, _), (16, _), (19, _): return epoch(text, digits: end - position)
        default: return nil
        }
    }

    /// What `read` finds, less the zone behind it.
    private mutating func zoned(_ text: RawSpan, _ read: (inout TimestampReader, RawSpan) -> Timestamp?) -> StatedMoment? {
        guard let local = read(&self, text) else { return nil }
        return StatedMoment(time: local.subtracting(seconds: zone(text)))
    }

    /// Seconds east of UTC of the zone that stands here, with a space before it or not; 0 where none does, and nothing is read then.
    mutating func zone(_ text: RawSpan) -> Int64 {
        let start = position
        _ = skip(UInt8(ascii: " "), in: text)
        let isSpaced = position > start
        guard position < text.byteCount else { position = start; return 0 }
        switch text.byte(at: position) {
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            let sign = position
            if let offset = numericZone(text), position >= sign + 3, isEndOfWord(text) { return offset }
        case UInt8(ascii: "Z") where !isSpaced:
            position += 1
            return 0
        default:
            if let offset = zoneName(text) { return offset }
        }
        position = start
        return 0
    }

    /// A zone's abbreviation of three letters or more.
    private mutating func zoneName(_ text: RawSpan) -> Int64? {
        let start = position
        while position < text.byteCount, position - start < 5, isLetter(text.byte(at: position)) { position += 1 }
        guard position - start >= 3, isEndOfWord(text) else { return nil }
        return ZoneAbbreviation.secondsEast(text, start..<position)
    }

    private func isEndOfWord(_ text: RawSpan) -> Bool {
        guard position < text.byteCount else { return true }
        let byte = text.byte(at: position)
        return !isLetter(byte) && byte &- 0x30 > 9 && byte != UInt8(ascii: "_")
    }

    private func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
}

extension TimestampReader {
    /// `25/Nov/2024:03:47:52 +0000`, `01-Mar-2024 10:00:00.123`, `01 Mar 2024 10:00:00`, `24/03/01 10:00:00`, `03-01 10:00:00.123`,
    /// `13/03/2024 10:00:00`. A date of numbers whose day and month can't be told apart names no moment.
    private mutating func dayFirst(_ text: RawSpan, separator: UInt8, reference: Timestamp) -> StatedMoment? {
        guard let first = number(text, digits: 1...2), skip(separator, in: text), position < text.byteCount else { return nil }
        if isLetter(text.byte(at: position)) { return namedMonth(text, day: first, separator: separator, reference: reference) }
        guard let second = number(text, digits: 1...2), position < text.byteCount else { return nil }
        if separator == UInt8(ascii: "-"), skip(UInt8(ascii: " "), in: text) {
            return dated(text, year: nil, month: first, day: second, reference: reference)
        }
        if separator == UInt8(ascii: "."), skip(UInt8(ascii: " "), in: text) {
            return pointed(text, first, second, reference: reference)
        }
        guard skip(separator, in: text) else { return nil }
        let yearStart = position
        guard let third = number(text, digits: 2...4) else { return nil }
        guard skip(UInt8(ascii: " "), in: text) || skip(UInt8(ascii: ","), in: text) else { return nil }
        _ = skip(UInt8(ascii: " "), in: text)
        if position - yearStart <= 4, separator == UInt8(ascii: "/") {
            return dated(text, year: 2_000 + first, month: second, day: third, reference: reference)
        }
        return numbered(text, first, second, year: third, separator: separator, reference: reference)
    }

    /// `10.30 16:49:06`: month and day in either order, without a year.
    private mutating func pointed(_ text: RawSpan, _ first: Int64, _ second: Int64, reference: Timestamp) -> StatedMoment? {
        if first > 12 { return dated(text, year: nil, month: second, day: first, reference: reference) }
        let moment = dated(text, year: nil, month: first, day: second, reference: reference)
        return moment == nil || second > 12 || first == second ? moment : .unknown
    }

    /// Day and month in either order. With points between them the day comes first.
    private mutating func numbered(
        _ text: RawSpan, _ first: Int64, _ second: Int64, year: Int64, separator: UInt8, reference: Timestamp
    ) -> StatedMoment? {
        if separator == UInt8(ascii: ".") || first > 12 {
            return dated(text, year: year, month: second, day: first, reference: reference)
        }
        if second > 12 || first == second { return dated(text, year: year, month: first, day: second, reference: reference) }
        return dated(text, year: year, month: first, day: second, reference: reference) == nil ? nil : .unknown
    }

    /// What follows the day: `Mar/2024:10:00:00`, `Mar-2024 10:00:00`, `Mar 2024 10:00:00`.
    private mutating func namedMonth(_ text: RawSpan, day: Int64, separator: UInt8, reference: Timestamp) -> StatedMoment? {
        guard let month = monthName(text), skip(separator, in: text), let year = number(text, digits: 4...4) else { return nil }
        guard skip(UInt8(ascii: ":"), in: text) || skip(UInt8(ascii: " "), in: text) || skip(UInt8(ascii: "T"), in: text) else {
            return nil
        }
        return dated(text, year: year, month: month, day: day, reference: reference)
    }

    /// `Mar  1 10:00:00`, `Mar 01 2024 10:00:00`, `Mar 1, 2024 10:00:00 AM`, `Fri Mar 01 10:00:00.123456 2024`,
    /// `Fri Mar 01 10:00:00 CET 2024`, `Fri, 01 Mar 2024 10:00:00 GMT`.
    private mutating func namedMonthFirst(_ text: RawSpan, reference: Timestamp) -> StatedMoment? {
        if skipWeekday(text), position < text.byteCount, digit(text, 0) != nil { return anyMoment(text, reference: reference) }
        guard let month = monthName(text) else { return nil }
        skipBlanks(text)
        guard let day = number(text, digits: 1...2) else { return nil }
        _ = skip(UInt8(ascii: ","), in: text)
        guard skip(UInt8(ascii: " "), in: text) else { return nil }
        skipBlanks(text)
        let year = yearBeforeTime(text)
        return dated(text, year: year, month: month, day: day, reference: reference)
    }

    private mutating func yearBeforeTime(_ text: RawSpan) -> Int64? {
        let start = position
        if let year = number(text, digits: 4...4), skip(UInt8(ascii: " "), in: text) { return year }
        position = start
        return nil
    }

    /// `Fri `, `Fri, `; false, and nothing read, where another word stands here.
    private mutating func skipWeekday(_ text: RawSpan) -> Bool {
        guard position + 4 < text.byteCount, Self.isWeekday(letters(text)) else { return false }
        let start = position
        position += 3
        _ = skip(UInt8(ascii: ","), in: text)
        guard skip(UInt8(ascii: " "), in: text) else { position = start; return false }
        return true
    }

    private static func isWeekday(_ letters: UInt32) -> Bool {
        switch letters {
        case 0x6d_6f6e, 0x74_7565, 0x77_6564, 0x74_6875, 0x66_7269, 0x73_6174, 0x73_756e: true
        default: false
        }
    }

    private mutating func skipBlanks(_ text: RawSpan) { while skip(UInt8(ascii: " "), in: text) {} }

    private func letters(_ text: RawSpan) -> UInt32 { (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(text.byte(at: position + $1) | 0x20) } }

    /// An English month by its first three letters; the rest of its name is read too.
    private mutating func monthName(_ text: RawSpan) -> Int64? {
        guard position + 3 <= text.byteCount, let month = Self.month(text, at: position) else { return nil }
        let start = position
        position += 3
        while position < text.byteCount, position - start < 9, isLetter(text.byte(at: position)) { position += 1 }
        return month
    }
}

extension TimestampReader {
    /// The time of day that stands here, and behind it what the date may still lack: half of the day, zone, year.
    private mutating func dated(_ text: RawSpan, year: Int64?, month: Int64, day: Int64, reference: Timestamp) -> StatedMoment? {
        guard var time = timeOfDay(text) else { return nil }
        time += halfOfDay(text, hour: time / (3_600 * Timestamp.microsecondsPerSecond)) * 3_600 * Timestamp.microsecondsPerSecond
        var (year, east) = (year, Int64(0))
        if year == nil { (year, east) = yearBehind(text) } else { east = zone(text) }
        let moment = Self.moment(year: year, month: month, day: day, time, before: reference)
        return moment.map { StatedMoment(time: $0.subtracting(seconds: east)) }
    }

    /// `10:00:00.123` as microseconds.
    mutating func timeOfDay(_ text: RawSpan) -> Int64? {
        guard let hour = number(text, digits: 1...2), skip(UInt8(ascii: ":"), in: text), let minute = number(text, digits: 2...2),
            skip(UInt8(ascii: ":"), in: text), let second = number(text, digits: 2...2), hour < 24, minute < 60, second <= 60
        else { return nil }
        return (hour * 3_600 + minute * 60 + second) * Timestamp.microsecondsPerSecond + fractionIfAny(text)
    }

    /// Hours to add for an ` AM` or ` PM` that stands here.
    private mutating func halfOfDay(_ text: RawSpan, hour: Int64) -> Int64 {
        guard position + 3 <= text.byteCount, text.byte(at: position) == UInt8(ascii: " "),
            text.byte(at: position + 2) | 0x20 == UInt8(ascii: "m")
        else { return 0 }
        switch text.byte(at: position + 1) | 0x20 {
        case UInt8(ascii: "a"): position += 3; return hour == 12 ? -12 : 0
        case UInt8(ascii: "p"): position += 3; return hour == 12 ? 0 : 12
        default: return 0
        }
    }

    /// ` 2024` or ` CET 2024` behind the time; nothing is read where that is not what comes.
    private mutating func yearBehind(_ text: RawSpan) -> (year: Int64?, east: Int64) {
        let start = position
        let east = zone(text)
        if skip(UInt8(ascii: " "), in: text), let year = number(text, digits: 4...4), isEndOfWord(text), 1_970...2_999 ~= year,
            position >= text.byteCount || text.byte(at: position) != UInt8(ascii: "-")
        {
            return (year, east)
        }
        position = start
        return (nil, 0)
    }

    /// In the year named, else in the latest one in which it is not more than a day after `reference`: clocks differ.
    private static func moment(year: Int64?, month: Int64, day: Int64, _ microseconds: Int64, before reference: Timestamp) -> Timestamp? {
        func inYear(_ year: Int64) -> Timestamp? {
            CalendarDate(year: year, month: month, day: day).map {
                Timestamp(microseconds: $0.daysSinceEpoch * CalendarDate.secondsPerDay * Timestamp.microsecondsPerSecond + microseconds)
            }
        }
        if let year { return inYear(year) }
        let latest = reference.microseconds + CalendarDate.secondsPerDay * Timestamp.microsecondsPerSecond
        let day = reference.microseconds.flooredDivision(by: CalendarDate.secondsPerDay * Timestamp.microsecondsPerSecond).quotient
        guard -700_000...2_900_000 ~= day else { return nil }
        let newest = CalendarDate(daysSinceEpoch: day).year + 1
        // A leap day may be eight years back.
        for year in stride(from: newest, through: newest - 9, by: -1) {
            if let moment = inYear(year), moment.microseconds <= latest { return moment }
        }
        return nil
    }

    /// `0301 10:00:00.123456`, as klog writes it.
    private mutating func monthAndDay(_ text: RawSpan, reference: Timestamp) -> StatedMoment? {
        guard let month = pairStep(text), let day = pairStep(text), skip(UInt8(ascii: " "), in: text) else { return nil }
        return dated(text, year: nil, month: month, day: day, reference: reference)
    }

    /// `240301 10:00:00`, `20240301 10:00:00`, `20240301T100000Z`.
    private mutating func compactDate(_ text: RawSpan, digits: Int) -> StatedMoment? {
        let century: Int64? = digits == 6 ? 20 : pairStep(text)
        guard let century, let year = pairStep(text), let month = pairStep(text), let day = pairStep(text), position < text.byteCount
        else { return nil }
        position += 1
        skipBlanks(text)
        let start = position
        if let moment = dated(text, year: century * 100 + year, month: month, day: day, reference: Timestamp(microseconds: 0)) {
            return moment
        }
        position = start
        guard let hour = pairStep(text), let minute = pairStep(text), let second = pairStep(text), hour < 24, minute < 60, second <= 60
        else { return nil }
        let time = (hour * 3_600 + minute * 60 + second) * Timestamp.microsecondsPerSecond + fractionIfAny(text)
        let moment = Self.moment(year: century * 100 + year, month: month, day: day, time, before: Timestamp(microseconds: 0))
        return moment.map { StatedMoment(time: $0.subtracting(seconds: zone(text))) }
    }

    private mutating func pairStep(_ text: RawSpan) -> Int64? {
        guard position + 2 <= text.byteCount, case let value = pair(text, 0), value >= 0 else { return nil }
        position += 2
        return value
    }

    /// Seconds with a fraction, milliseconds, microseconds or nanoseconds since the epoch: what they are is told by their digits.
    mutating func epoch(_ text: RawSpan, digits: Int) -> StatedMoment? {
        guard let whole = number(text, digits: digits...digits) else { return nil }
        switch digits {
        case 10: return StatedMoment(time: Timestamp(microseconds: whole * Timestamp.microsecondsPerSecond + fractionIfAny(text)))
        case 13: return StatedMoment(time: Timestamp(microseconds: whole * 1_000 + fractionIfAny(text) / 1_000))
        case 16: return StatedMoment(time: Timestamp(microseconds: whole))
        case 19: return StatedMoment(time: Timestamp(microseconds: whole / 1_000))
        default: return nil
        }
    }
}
