/// One named figure of a running shipper, with a value per set of labels.
package struct Metric: Equatable, Sendable {
    package enum Kind: String, Sendable {
        /// Only grows, until the process starts again.
        case counter
        case gauge
    }

    package struct Sample: Equatable, Sendable {
        /// In the order in which they are written.
        package var labels: [Label]
        package var value: Double

        package init(_ labels: [Label] = [], value: Double) {
            self.labels = labels
            self.value = value
        }
    }

    package struct Label: Equatable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// With its unit: `weir_spool_used_bytes`, `weir_records_delivered_total`.
    package var name: String
    package var help: String
    package var kind: Kind
    package var samples: [Sample]

    package init(_ name: String, _ kind: Kind, help: String, samples: [Sample]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.samples = samples
    }

    package init(_ name: String, _ kind: Kind, help: String, value: Double) {
        self.init(name, kind, help: help, samples: [Sample(value: value)])
    }
}
