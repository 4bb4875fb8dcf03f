/// A day of the proleptic Gregorian calendar.
struct CalendarDate: Equatable {
    var year: Int64
    var month: Int64
    var day: Int64

    static let secondsPerDay: Int64 = 86_400
    /// Days from 0000-03-01 to 1970-01-01.
    private static let epochFromMarchOfYearZero: Int64 = 719_468
    private static let daysPerCycle: Int64 = 146_097
    private static let yearsPerCycle: Int64 = 400

    /// Nil where there is no such day, or the year is not within 0…9999.
    init?(year: Int64, month: Int64, day: Int64) {
        guard 0...9_999 ~= year, 1...12 ~= month, day >= 1, day <= Self.daysIn(month: month, of: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Years are counted from March, so that the leap day is a year's last; one cycle is added to stay over zero.
    var daysSinceEpoch: Int64 {
        let marchYear = year + Self.yearsPerCycle - (month <= 2 ? 1 : 0)
        let marchMonth = (month + 9) % 12
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        return 365 * marchYear + leapDays + dayOfYear - Self.daysPerCycle - Self.epochFromMarchOfYearZero
    }

    /// - Precondition: a day of the years 0…9999.
    init(daysSinceEpoch: Int64) {
        let days = daysSinceEpoch + Self.epochFromMarchOfYearZero + Self.daysPerCycle
        let cycle = days / Self.daysPerCycle
        let dayOfCycle = days % Self.daysPerCycle
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = (cycle - 1) * Self.yearsPerCycle + yearOfCycle + (month <= 2 ? 1 : 0)
    }

    static func daysIn(month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
