/// A line over time with a band around it and, where there is one, a limit it must not pass.
package struct BandChart: Equatable, Sendable {
    package struct Point: Equatable, Sendable {
        package var x: Double
        package var low: Double
        package var middle: Double
        package var high: Double
        /// The end of an outer band that begins at `high`.
        package var highest: Double

        /// - Parameter highest: nil for no outer band.
        package init(x: Double, low: Double, middle: Double, high: Double, highest: Double? = nil) {
            self.x = x
            self.low = low
            self.middle = middle
            self.high = high
            self.highest = highest ?? high
        }
    }

    package struct Limit: Equatable, Sendable {
        package var value: Double
        package var label: String

        package init(value: Double, label: String) {
            self.value = value
            self.label = label
        }
    }

    /// In rising order of x; points with a value that is not finite are left out.
    package let points: [Point]
    package let limit: Limit?

    package init(points: [Point], limit: Limit? = nil) {
        self.points = points.filter { [$0.x, $0.low, $0.middle, $0.high, $0.highest].allSatisfy(\.isFinite) }
        self.limit = limit.flatMap { $0.value.isFinite && $0.value > 0 ? $0 : nil }
    }

    /// A band that goes on beyond this many times the line is cut, and so far above the rest a limit is left out:
    /// either would press the line flat.
    static let axisOverLine = 3.0

    /// Upper end of the y axis; 1 where all is zero.
    package var top: Double {
        let line = points.map(\.middle).max() ?? 0
        let data = max(line, min(points.map(\.highest).max() ?? 0, Self.axisOverLine * line))
        let shownLimit = limit.map { $0.value <= Self.axisOverLine * data ? $0.value : 0 } ?? 0
        let wanted = max(data, shownLimit)
        return wanted > 0 ? wanted * 1.05 : 1
    }

    /// Upper end of the x axis.
    package var end: Double { points.last?.x ?? 0 }

    /// The same with so many points at most, taken at even steps; the last one is kept.
    func thinned(to most: Int) -> BandChart {
        guard points.count > most, most > 1 else { return self }
        let last = points.count - 1
        return BandChart(points: (0..<most).map { points[$0 * last / (most - 1)] }, limit: limit)
    }

    /// The point at an x between two given ones, by straight lines; nil outside of them.
    func point(at x: Double) -> Point? {
        guard let after = points.firstIndex(where: { $0.x >= x }) else { return nil }
        guard after > 0 else { return points[0].x == x ? points[0] : nil }
        let (left, right) = (points[after - 1], points[after])
        let share = right.x > left.x ? (x - left.x) / (right.x - left.x) : 1
        func between(_ value: KeyPath<Point, Double>) -> Double {
            left[keyPath: value] + (right[keyPath: value] - left[keyPath: value]) * share
        }
        return Point(x: x, low: between(\.low), middle: between(\.middle), high: between(\.high), highest: between(\.highest))
    }
}
