import WeirConfiguration
import WeirProof

/// Everything that a run of `reconcile` found.
struct Proof {
    var spool: String
    var sinks: [SinkProof]
    var host: HostEvidence
    var growth: GrowthAvoided?
    /// `nil` for all time.
    var window: ReconcileWindow?

    init(
        _ configuration: ShipperConfiguration, books: SpoolBooks, reports: ReceivedInputs, manifest: Manifest?, bytesPerRow: Double?,
        window: ReconcileWindow? = nil
    ) {
        spool = configuration.spool.directory
        self.window = window
        let obstacle = manifest?.content.obstacle(window, "manifest")
        let generated = obstacle == nil ? manifest?.content.within(window) : nil
        sinks = configuration.sinks.map { sink in
            SinkProof(
                sink, books: books, received: reports.bySink[sink.name], copied: reports.copied(for: sink.name), manifest: generated,
                window: window)
        }
        let contradiction = [manifest?.contradiction, obstacle].compactMap(\.self)
        let losses = LossReasons(books.losses, window: window)
        host = HostEvidence(
            losses: losses.known,
            obstacles: losses.unknown + books.obstacles + contradiction
                + Self.obstacles(configuration, books, hasManifest: generated != nil, window))
        growth = GrowthAvoided(sinks, bytesPerRow: bytesPerRow)
    }

    /// Of all sinks together.
    var verdict: Verdict { Gate.verdict(of: sinks.map(\.evidence), on: host) }

    var exitStatus: ExitStatus {
        switch verdict {
        case .safe: .success
        case .unsafe: .fallsShort
        case .unknown: .unknown
        }
    }

    /// What to do where the manifest's hosts are not those that the shipper knows, and nothing else differs.
    var hostAdvice: String? {
        guard let content = sinks.lazy.compactMap({ $0.evidence.content[.generatedCommitted] }).first, let hosts = HostMismatch(content)
        else { return nil }
        return """
            As many records of the same minutes are there, under another host: the manifest has \(Self.listed(hosts.expected)), the spool has \
            \(Self.listed(hosts.found)). Give each source the `host:` that its files are of, a source for each host's directory.
            """
    }

    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \((names.count - 3).grouped) more" : shown
    }

    /// Where configuration and spool don't say the same, or leave something out.
    private static func obstacles(
        _ configuration: ShipperConfiguration, _ books: SpoolBooks, hasManifest: Bool, _ window: ReconcileWindow?
    ) -> [String] {
        let names = Set(configuration.sinks.map(\.name))
        let removed = books.sinks.keys.filter { !names.contains($0) }.sorted().map {
            "the spool still delivers to \($0), which the configuration no longer names: reload the shipper, or put the sink back"
        }
        let uncovered = uncovered(configuration, books).map {
            "no required sink is given all records of the source \($0): routing, or a later start, keeps some from each"
        }
        // A manifest names what each source should have given.
        let silent = hasManifest ? [] : configuration.sources.map(\.name).filter { !books.sources.contains($0) }
        return removed + uncovered
            + silent.map {
                window == nil
                    ? "no record of the source \($0) was ever committed: see weir ship's log for what it matches, or take it out"
                    : "no record of the source \($0) in this window was committed: ask for a longer one"
            }
    }

    /// None where no sink is required: that is said already.
    private static func uncovered(_ configuration: ShipperConfiguration, _ books: SpoolBooks) -> [String] {
        guard configuration.sinks.contains(where: \.required) else { return [] }
        return books.sources.subtracting(covered(configuration, books)).sorted()
    }

    /// Sources of which a required sink was given every record.
    private static func covered(_ configuration: ShipperConfiguration, _ books: SpoolBooks) -> Set<String> {
        let books = configuration.sinks.filter(\.required).compactMap { books.sinks[$0.name] }.filter { $0.passedOver == 0 }
        return books.reduce(into: Set<String>()) { covered, book in covered.formUnion(book.sources.subtracting(book.filteredSources)) }
    }
}
