import RealModule
package import WeirRecords

/// What flows into the table: rows an hour of each class, how that grows, and how uneven a day is.
package struct TableLoad: Equatable, Sendable {
    /// Mean over a day, at the beginning.
    package var rowsPerHour: PerClass<Double>
    /// Continuous growth: e to this power more after an hour.
    package var growthPerHour: Double
    /// The busiest hour's rows over the mean hour's; at least 1.
    package var peakFactor: Double

    package init(rowsPerHour: PerClass<Double>, growthPerHour: Double = 0, peakFactor: Double = 1) {
        self.rowsPerHour = rowsPerHour.map { max(0, $0) }
        self.growthPerHour = growthPerHour
        self.peakFactor = max(1, peakFactor)
    }

    package static let hoursPerMonth = 730.5

    /// Compound growth a month as continuous growth an hour; −100 % and less count as no load after the beginning.
    package static func growthPerHour(perMonth share: Share) -> Double {
        Double.log(max(1e-9, 1 + share.fraction)) / hoursPerMonth
    }

    /// Rows of a class that came between two moments, in hours since the beginning; what is before it counts as nothing.
    package func inserted(_ retentionClass: RetentionClass, from: Double, to: Double) -> Double {
        let (start, end) = (max(0, from), max(0, to))
        guard end > start else { return 0 }
        let rate = rowsPerHour[retentionClass]
        guard abs(growthPerHour) > 1e-12 else { return rate * (end - start) }
        return rate * (Double.exp(growthPerHour * end) - Double.exp(growthPerHour * start)) / growthPerHour
    }

    package func inserted(from: Double, to: Double) -> Double {
        inserted(.standard, from: from, to: to) + inserted(.debug, from: from, to: to)
    }

    /// The load as it is after some hours.
    package func rate(at hours: Double) -> PerClass<Double> { rowsPerHour * Double.exp(growthPerHour * hours) }
}
