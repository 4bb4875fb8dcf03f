extension Timestamp: CustomStringConvertible {
    /// Bytes of ``rfc3339(into:)``.
    package static let rfc3339Bytes = 27
    /// 0000-01-01T00:00:00Z.
    package static let earliestPrintable = Timestamp(microseconds: -62_167_219_200_000_000)
    /// 9999-12-31T23:59:59.999999Z.
    package static let latestPrintable = Timestamp(microseconds: 253_402_300_799_999_999)

    /// `2023-01-31T15:05:01.896185Z`.
    package var description: String {
        String(unsafeUninitializedCapacity: Self.rfc3339Bytes) { rfc3339(into: $0) }
    }

    /// Writes `2023-01-31T15:05:01.896185Z` and returns its length. A moment before year 0 or after year 9999, which RFC 3339
    /// cannot write, is written as the earliest or the latest one that it can.
    ///
    /// - Precondition: `buffer` holds at least ``rfc3339Bytes``.
    @discardableResult
    package func rfc3339(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        precondition(buffer.count >= Self.rfc3339Bytes)
        let moment = min(max(self, Self.earliestPrintable), Self.latestPrintable)
        let (seconds, fraction) = moment.microseconds.flooredDivision(by: Self.microsecondsPerSecond)
        let (days, second) = seconds.flooredDivision(by: CalendarDate.secondsPerDay)
        let date = CalendarDate(daysSinceEpoch: days)
        buffer.write(date.year, digits: 4, at: 0)
        buffer.write(date.month, digits: 2, at: 5)
        buffer.write(date.day, digits: 2, at: 8)
        buffer.write(second / 3_600, digits: 2, at: 11)
        buffer.write(second / 60 % 60, digits: 2, at: 14)
        buffer.write(second % 60, digits: 2, at: 17)
        buffer.write(fraction, digits: 6, at: 20)
        for (index, separator) in zip([4, 7, 10, 13, 16, 19, 26], "--T::.Z".utf8) { buffer[index] = separator }
        return Self.rfc3339Bytes
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity, and a remainder that is never negative.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    fileprivate func write(_ value: Int64, digits: Int, at offset: Int) {
        var rest = value
        for index in stride(from: offset + digits - 1, through: offset, by: -1) {
            self[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
