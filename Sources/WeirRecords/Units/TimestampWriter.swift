/// Writes moments that mostly lie in one minute, as those of a log do: what they share is made once.
///
/// The text is that of ``Timestamp/rfc3339(into:)``, byte for byte.
package struct TimestampWriter: Sendable {
    private static let secondPlace = 17
    private static let fractionPlace = 20

    private var minute: Int64?
    private var text: [27 of UInt8] = .init(repeating: 0)

    package init() {}

    /// - Precondition: `buffer` holds at least ``Timestamp/rfc3339Bytes``.
    /// - Returns: the bytes written.
    package mutating func write(_ time: Timestamp, into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let moment = min(max(time, Timestamp.earliestPrintable), Timestamp.latestPrintable)
        if moment.minute != minute {
            minute = moment.minute
            moment.rfc3339(into: buffer)
            for index in text.indices { text[index] = buffer[index] }
            return Timestamp.rfc3339Bytes
        }
        let rest = UInt32(truncatingIfNeeded: moment.microseconds &- moment.minute &* Timestamp.microsecondsPerMinute)
        set(rest / 1_000_000, digits: 2, at: Self.secondPlace)
        set(rest % 1_000_000, digits: 6, at: Self.fractionPlace)
        for index in text.indices { buffer[index] = text[index] }
        return Timestamp.rfc3339Bytes
    }

    @inline(__always)
    private mutating func set(_ value: UInt32, digits: Int, at place: Int) {
        var rest = value
        for index in stride(from: place + digits - 1, through: place, by: -1) {
            text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
