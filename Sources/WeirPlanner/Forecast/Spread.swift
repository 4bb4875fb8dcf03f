/// A figure as a range: never a point where what it rests on is a prior.
package struct Spread: Equatable, Sendable, Codable {
    package var low: Double
    package var middle: Double
    package var high: Double

    package init(low: Double, middle: Double, high: Double) {
        self.low = low
        self.middle = middle
        self.high = high
    }

    package static func exactly(_ value: Double) -> Spread { Spread(low: value, middle: value, high: value) }
    package static let zero = Spread.exactly(0)

    /// A value that may be wrong by a factor, to either side.
    package static func around(_ value: Double, factor: Double) -> Spread {
        Spread(low: value / factor, middle: value, high: value * factor)
    }

    package func map(_ transform: (Double) -> Double) -> Spread {
        Spread(low: transform(low), middle: transform(middle), high: transform(high))
    }

    package static func + (left: Spread, right: Spread) -> Spread {
        Spread(low: left.low + right.low, middle: left.middle + right.middle, high: left.high + right.high)
    }

    package static func * (left: Spread, factor: Double) -> Spread { left.map { $0 * factor } }

    package subscript(_ end: End) -> Double {
        switch end {
        case .low: low
        case .middle: middle
        case .high: high
        }
    }

    package init(_ make: (End) -> Double) { self.init(low: make(.low), middle: make(.middle), high: make(.high)) }

    package enum End: CaseIterable, Sendable { case low, middle, high }
}
