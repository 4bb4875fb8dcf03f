/// Where the records go: what it keeps, how long it may be away, what it charges.
package struct SIEMPlan: Equatable, Sendable {
    package var retention: Retention?
    /// How long the SIEM may be unreachable without loss; `nil`: not said.
    package var longestOutage: Duration?
    /// A name from `Deployment.zones`; `nil`: outside of them.
    package var zone: String?
    package var ingestPrice: Price?

    package init(retention: Retention? = nil, longestOutage: Duration? = nil, zone: String? = nil, ingestPrice: Price? = nil) {
        self.retention = retention
        self.longestOutage = longestOutage
        self.zone = zone
        self.ingestPrice = ingestPrice
    }

    package struct Retention: Equatable, Sendable {
        /// What is kept in all.
        package var declared: Duration
        /// What of it can be searched at once; at most `declared`. `nil`: not said.
        package var online: Duration?

        package init(declared: Duration, online: Duration? = nil) {
            self.declared = declared
            self.online = online
        }
    }

    package struct Price: Equatable, Sendable {
        /// For 10⁹ bytes taken in; not negative.
        package var perGigabyte: Double
        /// Three upper-case letters.
        package var currency: String
        /// A price without its day is worth nothing.
        package var asOf: CalendarDate

        package init(perGigabyte: Double, currency: String, asOf: CalendarDate) {
            self.perGigabyte = perGigabyte
            self.currency = currency
            self.asOf = asOf
        }
    }
}

/// A day in the Gregorian calendar, without a zone.
package struct CalendarDate: Hashable, Sendable, CustomStringConvertible {
    package var year: Int
    package var month: Int
    package var day: Int

    /// `nil` where there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    package var description: String {
        "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        switch month {
        case 2: return leap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }
}
