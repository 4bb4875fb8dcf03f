/// The two forms of `Retry-After` (RFC 9110, section 10.2.3).
enum RetryAfter {
    /// - Parameters:
    ///   - value: seconds, or a date.
    ///   - date: the answer's own `Date`: a date is measured against the peer's clock, not ours.
    /// - Returns: nil for what is neither.
    static func duration(_ value: String?, date: String?) -> Duration? {
        guard let value else { return nil }
        if let seconds = Int64(value), seconds >= 0 { return .seconds(min(seconds, Int64(Int32.max))) }
        guard let until = seconds(ofDate: value), let now = date.flatMap(seconds(ofDate:)) else { return nil }
        return .seconds(max(0, until - now))
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT` as seconds since the epoch; the two obsolete forms are not read.
    private static func seconds(ofDate text: String) -> Int64? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == ":" || $0 == "," })
        guard parts.count == 8, parts[7] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
        let numbers = [parts[1], parts[3], parts[4], parts[5], parts[6]].compactMap { Int64($0) }
        guard numbers.count == 5, zip(numbers, [31, 9_999, 23, 59, 60]).allSatisfy({ 0...$1 ~= $0 }) else { return nil }
        let days = daysSinceEpoch(year: numbers[1], month: Int64(month + 1), day: numbers[0])
        return days * 86_400 + numbers[2] * 3_600 + numbers[3] * 60 + numbers[4]
    }

    /// Gregorian, with years that begin in March so that a leap day is the last of its year.
    private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        let daysBeforeYear = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400
        return daysBeforeYear + (153 * monthFromMarch + 2) / 5 + day - 1 - 719_468
    }
}
