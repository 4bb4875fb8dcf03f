/// What turns bytes that were observed into rows.
package struct NarrowingContext: Equatable, Sendable {
    /// On disk for each live row: heap, TOAST and indexes.
    package var bytesPerRow: Double
    /// Written in a row's life; 0 where not known, so that WAL bounds nothing.
    package var walBytesPerRow: Double
    /// Hours of rows that lie on disk at the plateau, what waits for vacuum included; `nil`: no limit of time is known.
    package var windowHours: Double?
    /// The deployment's concurrent sessions at their peak.
    package var peakConcurrentSessions: Int

    package init(bytesPerRow: Double, walBytesPerRow: Double = 0, windowHours: Double? = nil, peakConcurrentSessions: Int) {
        self.bytesPerRow = bytesPerRow
        self.walBytesPerRow = walBytesPerRow
        self.windowHours = windowHours
        self.peakConcurrentSessions = peakConcurrentSessions
    }
}

extension Observations {
    /// Rows an hour per class after what was observed: counted rows take the prior's place; where none were,
    /// bounds cut its ends off.
    ///
    /// - Parameter prior: rows an hour of each class that reach the table, from the prior or a profile.
    /// - Returns: the same unit; the prior itself where nothing bears on it, never wider than it where nothing was counted.
    package func narrowed(_ prior: PerClass<Spread>, in context: NarrowingContext) -> PerClass<Spread> {
        let scale = sessionScale(context)
        let total = narrowedTotal(prior.standard + prior.debug, scale, context)
        let share = debugShare?.value ?? Self.share(of: prior)
        guard rowsPerHour != nil || debugShare != nil else {
            return total == prior.standard + prior.debug ? prior : Self.rescaled(prior, to: total)
        }
        return PerClass(standard: total * (1 - share), debug: total * share)
    }

    /// Rows counted on a system with other sessions than the deployment's.
    private func sessionScale(_ context: NarrowingContext) -> Double {
        guard let sessions = peakConcurrentSessions, sessions > 0 else { return 1 }
        return Double(context.peakConcurrentSessions) / Double(sessions)
    }

    private func narrowedTotal(_ prior: Spread, _ scale: Double, _ context: NarrowingContext) -> Spread {
        if let rowsPerHour { return rowsPerHour.spread * scale }
        return rowBounds(context).reduce(prior) { $0.cut(to: $1 * scale) }
    }

    /// What WAL and a health warning allow, in rows an hour as observed.
    private func rowBounds(_ context: NarrowingContext) -> [Bounds] {
        var bounds: [Bounds] = []
        if let wal = walPerHour, context.walBytesPerRow > 0 {
            bounds.append(Bounds(atMost: wal.value * wal.factor / context.walBytesPerRow))
        }
        if let health, let allowed = health.bytesPerHour(windowHours: context.windowHours), context.bytesPerRow > 0 {
            bounds.append(allowed * (1 / context.bytesPerRow))
        }
        return bounds
    }

    private static func share(of prior: PerClass<Spread>) -> Double {
        let sum = prior.standard.middle + prior.debug.middle
        return sum > 0 ? prior.debug.middle / sum : 0
    }

    /// Both classes by what their sum was cut to, end by end.
    private static func rescaled(_ prior: PerClass<Spread>, to total: Spread) -> PerClass<Spread> {
        let sum = prior.standard + prior.debug
        return prior.map { each in Spread { sum[$0] > 0 ? each[$0] * total[$0] / sum[$0] : 0 } }
    }
}

/// Ends that a value lies between, where they are known.
package struct Bounds: Equatable, Sendable {
    package var atLeast: Double?
    package var atMost: Double?

    package init(atLeast: Double? = nil, atMost: Double? = nil) {
        self.atLeast = atLeast
        self.atMost = atMost
    }

    static func * (left: Bounds, factor: Double) -> Bounds {
        Bounds(atLeast: left.atLeast.map { $0 * factor }, atMost: left.atMost.map { $0 * factor })
    }
}

extension Spread {
    /// A prior that lies wholly beyond a bound is wrong: what is left of it is this far to the bound's inner side, as a factor.
    private static let besideBound = 2.0

    /// The part within the bounds. The middle stays where it is within, else it goes to the middle (on a scale of ratios) of that part.
    func cut(to bounds: Bounds) -> Spread {
        let (least, most) = (bounds.atLeast ?? 0, bounds.atMost ?? .infinity)
        if low > most { return Spread(low: most / Self.besideBound, middle: most / Self.besideBound.squareRoot(), high: most) }
        if high < least { return Spread(low: least, middle: least * Self.besideBound.squareRoot(), high: least * Self.besideBound) }
        let (bottom, top) = (max(low, least), min(high, most))
        let middle = (bottom...max(bottom, top)).contains(middle) ? middle : (bottom * top).squareRoot()
        return Spread(low: bottom, middle: middle, high: max(bottom, top))
    }
}
