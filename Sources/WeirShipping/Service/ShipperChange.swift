package import WeirRecords

/// Which sources and sinks a shipper is to have from now on, in the configuration's order.
package struct ShipperChange {
    package enum SourceOrder {
        /// One that runs: it is not touched.
        case keep(String)
        /// A new one, or one in place of that which runs under this name; made with the spool's live positions.
        case make(String, ([StreamState]) -> any ShippedSource)
    }

    package enum SinkOrder {
        case keep(String)
        case make(SinkAssembly)
    }

    package var sources: [SourceOrder]
    package var sinks: [SinkOrder]

    package init(sources: [SourceOrder], sinks: [SinkOrder]) {
        self.sources = sources
        self.sinks = sinks
    }

    var keptSources: Set<String> {
        Set(sources.compactMap { if case .keep(let name) = $0 { name } else { nil } })
    }

    var madeSources: Set<String> {
        Set(sources.compactMap { if case .make(let name, _) = $0 { name } else { nil } })
    }

    var sourceNames: Set<String> { keptSources.union(madeSources) }

    var sinkNames: [String] {
        sinks.map { order in
            switch order {
            case .keep(let name): name
            case .make(let assembly): assembly.delivery.sink
            }
        }
    }

    var keptSinks: Set<String> {
        Set(sinks.compactMap { if case .keep(let name) = $0 { name } else { nil } })
    }
}
