import WeirRecords

extension ShipperConfiguration {
    /// Reads a `weir.yaml`. Never throws and never stops at the first problem: the report holds all of them.
    ///
    /// - Parameters:
    ///   - path: The file's path as it was given; relative paths within it start at its directory.
    ///   - environment: The value of an environment variable, `nil` where it is not set.
    ///   - readSecret: Reads a file that a key names, at most `ConfigurationLimits.namedFileBytes` of it.
    ///   - exposure: Who else may read or change the file itself.
    package static func load(
        text: String, path: String, environment: @escaping (String) -> String?, readSecret: @escaping (String) -> FileReading,
        exposure: FileExposure = .none
    ) -> Loaded<ShipperConfiguration> {
        let file = ConfigurationSource(text: text, path: path, environment: environment, readSecret: readSecret, exposure: exposure)
        return file.load(ShipperKey.self) { ShipperReader(root: $0).read() }
    }
}

/// Reads the whole of a shipper's file.
struct ShipperReader {
    let root: Section<ShipperKey>

    func read() -> ShipperConfiguration? {
        let spool = spool()
        let sourceReader = SourceReader(root: root)
        let sources = sourceReader.read()
        let redaction = RedactionReader(root: root).read()
        let sinks = SinkReader(root: root, sources: sourceReader.names).read()
        let console = ConsoleReader(root: root).read()
        let probes = probes()
        ShipperChecks(root: root, sources: sources, sinks: sinks).run()
        checkExposure(sinks.map(\.plan), console)
        guard let spool else { return nil }
        checkRoom(spool, sources: sources.count)
        SpoolOverlap(spool: spool.directory, sources: sources).check()
        return ShipperConfiguration(
            spool: spool, sources: sources.map(\.plan), redaction: redaction, sinks: sinks.map(\.plan), console: console,
            probes: probes)
    }

    /// Whoever may change the file may send secrets to a place of their own.
    private func checkExposure(_ sinks: [SinkPlan], _ console: ConsolePlan?) {
        guard root.context.exposure.isWritable else { return }
        let (message, wayOut) = ("every user of this machine may change this file", "chmod 600 it")
        if console?.token != nil || sinks.contains(where: \.holdsSecret) {
            root.findings.error(at: root.place, "", "\(message), which says where secrets go", wayOut: wayOut)
        } else {
            root.findings.warning(at: root.place, "", message, wayOut: wayOut)
        }
    }

    private func spool() -> SpoolPlan? {
        guard root.has(.spool) else {
            root.reportMissing(.spool, "a mapping such as {directory: /var/lib/weir, size: 8GiB}")
            return nil
        }
        guard let section = root.section(.spool, SpoolKey.self) else { return nil }
        let sizes = ScalarReader<ByteCount>.byteCount(from: SpoolPlan.minimalSize, to: SpoolPlan.maximalSize)
        let size = section.value(.size, sizes, default: SpoolPlan.defaultSize)
        let synchronization = section.value(.sync, ScalarReader<SpoolPlan.Synchronization>.choice(), default: .group)
        let whenFull = section.value(.whenFull, ScalarReader<SpoolPlan.WhenFull>.choice(), default: .wait)
        let ledger = section.value(
            .ledger, .duration(from: SpoolPlan.shortestLedger, to: SpoolPlan.longestLedger), default: SpoolPlan.defaultLedger)
        let directory = section.required(.directory, .text("the path of a directory"))
        return directory.map {
            SpoolPlan(
                directory: root.context.resolved($0), size: size, synchronization: synchronization, whenFull: whenFull,
                ledger: ledger)
        }
    }

    /// A segment begins with the positions of all files that are followed, and a source may follow many.
    private func checkRoom(_ spool: SpoolPlan, sources: Int) {
        let least = SpoolPlan.leastSize(sources: sources)
        guard spool.size < least else { return }
        root.warning(
            .spool,
            "\(ByteCountText.text(spool.size)) is too small for \(sources) sources of 10,000 files each: it would stop reading then",
            wayOut: "give it a `size` of at least \(ByteCountText.text(least)) where so many match")
    }

    private func probes() -> ProbesPlan? {
        guard let section = root.section(.probes, ProbesKey.self) else { return nil }
        return section.required(.listen, .listenAddress).map { ProbesPlan(listen: $0) }
    }
}
