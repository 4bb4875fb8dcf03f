/// How many sessions run, how long each lasts, and when.
package struct SessionPlan: Equatable, Sendable {
    /// Sessions running at once in the busiest hour; at least 1.
    package var peakConcurrent: Int
    /// Positive.
    package var meanDuration: Duration
    package var profile: Profile
    /// Compound growth of the peak; may be negative, always above −100 %.
    package var growthPerMonth: Share

    package init(peakConcurrent: Int, meanDuration: Duration, profile: Profile = .office, growthPerMonth: Share = .zero) {
        self.peakConcurrent = peakConcurrent
        self.meanDuration = meanDuration
        self.profile = profile
        self.growthPerMonth = growthPerMonth
    }

    package enum Profile: Equatable, Sendable {
        case office
        case aroundTheClock
        case classroom
        case shortAnonymous
        /// 24 factors by hour of the day, hour 0 first; none negative, at least one positive. Only their ratios count.
        case hourly([Double])
    }
}

/// A part of a whole: 0.03 is 3 %.
package struct Share: Hashable, Comparable, Sendable {
    package var fraction: Double

    package init(fraction: Double) { self.fraction = fraction }
    package init(percent: Double) { self.fraction = percent / 100 }

    package static let zero = Share(fraction: 0)

    package var percent: Double { fraction * 100 }

    package static func < (left: Share, right: Share) -> Bool { left.fraction < right.fraction }
}
