/// A figure that can say why it is what it is.
package struct Figure: Equatable, Sendable, Encodable {
    package enum Unit: String, Sendable, Encodable {
        case bytes
        case bytesPerDay = "bytes_per_day"
        case bytesPerRow = "bytes_per_row"
        case bytesPerSecond = "bytes_per_second"
        case rows
        case rowsPerSecond = "rows_per_second"
        case sessions
        case seconds
        case hours
        case days
        case milliseconds
        case operationsPerSecond = "operations_per_second"
        /// A part of a whole: 0.03 is 3 %.
        case share
    }

    /// How well a value is founded, from best to worst.
    package enum Origin: String, Sendable, Encodable, Comparable {
        /// Written in the deployment file.
        case given
        /// From a profile or an observation.
        case measured
        /// Follows from others.
        case computed
        /// A default of ours or of PostgreSQL's, or a prior.
        case assumed

        private var rank: Int {
            switch self {
            case .given: 0
            case .measured: 1
            case .computed: 2
            case .assumed: 3
            }
        }

        package static func < (left: Origin, right: Origin) -> Bool { left.rank < right.rank }
    }

    package struct Input: Equatable, Sendable, Encodable {
        package var name: String
        /// P5, P50 and P95 of what the draws take for it; three times the same where it doesn't vary.
        package var value: Spread
        package var unit: String
        package var origin: Origin
        /// Where the value was taken from: a key of the deployment file, a file, a constant's own source.
        package var source: String

        package init(_ name: String, _ value: Spread, _ unit: String, _ origin: Origin, source: String = "") {
            self.name = name
            self.value = value
            self.unit = unit
            self.origin = origin
            self.source = source
        }
    }

    /// A stable name in snake_case, by which the figure can be asked for.
    package var name: String
    package var value: Percentiles
    package var unit: Unit
    /// In the words of the inputs' names.
    package var formula: String
    package var inputs: [Input]

    package init(_ name: String, _ value: Percentiles, _ unit: Unit, formula: String, inputs: [Input]) {
        self.name = name
        self.value = value
        self.unit = unit
        self.formula = formula
        self.inputs = inputs
    }

    /// The worst of its inputs' origins, so that one assumption shows through.
    package var origin: Origin { inputs.map(\.origin).max() ?? .computed }

    /// As an input of another figure: it can be asked for by its name.
    var asInput: Input {
        Input(
            name, Spread(low: value.p10, middle: value.p50, high: value.p95), unit.rawValue, origin,
            source: "the figure \(name): P10, P50, P95")
    }

    private enum CodingKeys: String, CodingKey { case name, value, unit, formula, inputs, origin }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(formula, forKey: .formula)
        try container.encode(inputs, forKey: .inputs)
        try container.encode(origin, forKey: .origin)
    }
}
