import Testing
import WeirRecords
import WeirShipping
import WeirSystem

/// A files source with what stands behind it: commits slabs, keeps the live positions, stops and starts again.
struct Shipper {
    struct Line: Equatable, Hashable {
        var generation: Digest128
        var offset: UInt64
        var text: String
        var isCut: Bool
        var isRest = false
    }

    let files: MemoryFiles
    var settings: FilesSettings
    var source: FilesSource
    var slab: Slab
    var now = Timestamp(microseconds: 1_700_000_000_000_000)
    /// Of all streams that are not closed, as the spool holds them.
    var live: [Digest128: StreamState] = [:]
    var lines: [Line] = []
    var notices: [Notice] = []
    var losses: [Loss] = []
    private var seed: UInt64 = 1

    init(
        _ files: MemoryFiles, include: [String] = ["/log/*.log"], exclude: [String] = [], from: FilesSettings.Start = .beginning,
        links: LinkRule = .trusted, once: Bool = false, slabBytes: Int = 64 << 10,
        watch: TestWatch? = nil, limits: (inout FilesLimits) -> Void = { _ in }
    ) throws {
        self.files = files
        settings = FilesSettings(
            name: "kasm", host: "web-app-1", include: try include.map { try Glob($0) }, exclude: try exclude.map { try Glob($0) },
            format: .plain, from: from, links: links)
        limits(&settings.limits)
        slab = Slab(capacity: slabBytes)
        source = FilesSource(settings, fileSystem: files, resume: [], random: SeededRandom(seed: 0), once: once, watch: watch?.make)
    }

    var texts: [String] { lines.map(\.text) }
    func alerts() -> [Notice] { notices.filter { $0.severity == .alert } }

    mutating func pass(_ duration: Duration) { now.microseconds += Int64(duration / .microseconds(1)) }

    /// One step; its slab is committed unless `isLost`.
    @discardableResult
    mutating func step(isLost: Bool = false) -> SourceStep {
        slab.reset()
        let step = source.step(into: slab, now: now)
        notices += source.takeNotices()
        losses += source.takeLosses()
        #expect((step == .filled) == !slab.isEmpty)
        if step == .filled, !isLost { commit() }
        return step
    }

    private mutating func commit() {
        for entry in slab.entries {
            let generation = slab.streams[Int(entry.stream)].descriptor.generation
            let text = String(decoding: slab.bytes(of: entry), as: UTF8.self)
            lines.append(
                Line(
                    generation: generation, offset: entry.streamOffset, text: text, isCut: entry.flags.contains(.cut),
                    isRest: entry.flags.contains(.rest)))
        }
        #expect(Set(slab.streams.map(\.descriptor.generation)).count == slab.streams.count, "a stream is in a slab once")
        for state in slab.streams { live[state.descriptor.generation] = state.isClosed ? nil : state }
    }

    /// Steps until nothing comes, a scan later as well.
    mutating func drain() {
        for _ in 0..<3 {
            while step() == .filled {}
            pass(settings.limits.scanInterval)
        }
    }

    /// As drain, and waits until rotated files count as finished.
    mutating func settle() {
        drain()
        pass(settings.limits.quietTime)
        drain()
        drain()
    }

    /// Looks at the directories again and reads nothing.
    mutating func scan() {
        pass(settings.limits.scanInterval)
        source.observe(now: now)
    }

    /// As settle, and waits until deleted files are given up.
    mutating func settleGone() {
        settle()
        pass(settings.limits.goneTime)
        drain()
    }

    /// Everything in memory is gone, and the positions of the spool are what a new source starts with.
    mutating func restart(once: Bool = false) {
        seed += 1
        source = FilesSource(
            settings, fileSystem: files, resume: live.values.sorted { $0.descriptor.generation.low > $1.descriptor.generation.low },
            random: SeededRandom(seed: seed), once: once)
    }
}
