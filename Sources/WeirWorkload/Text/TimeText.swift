import WeirRecords

/// The moment of a line in each of the ways that the platform's files write it. The date is worked out once a second.
struct TimeText: Sendable {
    /// `2023-01-31T15:05:01` of the second in `second`.
    private(set) var civil: [UInt8] = []
    private var second: Int64 = .min
    /// Microseconds of the second, 0 to 999,999.
    private var fraction: UInt64 = 0

    mutating func set(_ time: Timestamp) {
        let microseconds = time.microseconds
        let second = microseconds.quotientRoundedDown(by: Timestamp.microsecondsPerSecond)
        if second != self.second {
            self.second = second
            let start = Timestamp(microseconds: second * Timestamp.microsecondsPerSecond)
            civil = Array(start.description.utf8.prefix(19))
        }
        fraction = UInt64(truncatingIfNeeded: microseconds - second * Timestamp.microsecondsPerSecond)
    }

    var date: ArraySlice<UInt8> { civil[0..<10] }
    var month: ArraySlice<UInt8> { civil[5..<7] }
    var day: ArraySlice<UInt8> { civil[8..<10] }
    private var clock: ArraySlice<UInt8> { civil[11..<19] }

    /// `2023-01-31 15:05:01,896`: the logging module's, without a zone.
    func appendLogging(to line: inout LineBuffer, separator: UInt8 = UInt8(ascii: ",")) {
        line.append(date)
        line.append(byte: UInt8(ascii: " "))
        line.append(clock)
        line.append(byte: separator)
        line.append(decimal: fraction / 1000, width: 3)
    }

    /// `2023-01-31T15:05:01.896185+00:00`.
    func appendISO(to line: inout LineBuffer) {
        line.append(civil)
        line.append(byte: UInt8(ascii: "."))
        line.append(decimal: fraction, width: 6)
        line.append("+00:00")
    }

    /// `2023-01-31T15:05:01+00:00`: nginx's `$time_iso8601`.
    func appendISOSeconds(to line: inout LineBuffer) {
        line.append(civil)
        line.append("+00:00")
    }

    /// `25/Nov/2024:03:47:52`.
    func appendCommon(to line: inout LineBuffer) {
        line.append(day)
        line.append(byte: UInt8(ascii: "/"))
        line.append(monthName)
        line.append(byte: UInt8(ascii: "/"))
        line.append(civil[0..<4])
        line.append(byte: UInt8(ascii: ":"))
        line.append(clock)
    }

    /// `1732506472.285`: nginx's `$msec`.
    func appendEpoch(to line: inout LineBuffer) {
        line.append(decimal: UInt64(max(0, second)))
        line.append(byte: UInt8(ascii: "."))
        line.append(decimal: fraction / 1000, width: 3)
    }

    /// `2026/11/21 03:47:52`: nginx's error log.
    func appendSlashed(to line: inout LineBuffer) {
        line.append(civil[0..<4])
        line.append(byte: UInt8(ascii: "/"))
        line.append(month)
        line.append(byte: UInt8(ascii: "/"))
        line.append(day)
        line.append(byte: UInt8(ascii: " "))
        line.append(clock)
    }

    private var monthName: StaticString {
        let number = civil[5..<7].reduce(0) { $0 * 10 + Int($1) - 0x30 }
        return Self.monthNames.indices.contains(number - 1) ? Self.monthNames[number - 1] : "Jan"
    }

    private static let monthNames: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

extension Int64 {
    /// Division that rounds towards minus infinity; `divisor` is positive.
    func quotientRoundedDown(by divisor: Int64) -> Int64 { self / divisor - (self % divisor < 0 ? 1 : 0) }
}
