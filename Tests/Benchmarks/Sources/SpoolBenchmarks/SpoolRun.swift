import Foundation
import WeirCompression
import WeirRecords
import WeirSpool
import WeirSystem

/// One run of lines through a spool of its own.
final class SpoolRun: Sendable {
    enum Durability {
        /// As a shipper does by default, and with each frame of 1 MiB synced by itself.
        case group, strict
        /// Syncs left out.
        case none
    }

    /// As many as a shipper has, of 1 MiB.
    private static let slabs = 10
    private static let gzipLevel = 1
    private static let longestWait = Duration.milliseconds(50)

    private let text: [UInt8]
    private let repeats: Int
    private let spool: Spool
    private let store: StateStore
    private let clock = HostClock()
    private let free = BoundedQueue<Slab>(capacity: slabs)
    private let filled = BoundedQueue<Slab>(capacity: 4)
    private let written = BoundedQueue<Bool>(capacity: 1)

    init(directory: String, text: [UInt8], repeats: Int, _ durability: Durability) throws {
        self.text = text
        self.repeats = repeats
        let fileSystem: any FileSystem = durability == .none ? UnsyncedFileSystem() : HostFileSystem()
        store = try StateStore.open(directory: directory, fileSystem: HostFileSystem(), clock: clock, random: HostRandom())
        var settings = SpoolSettings(directory: directory, capacity: .gibibytes(4), unsynchronizedBytes: .mebibytes(5))
        if durability == .strict { settings.synchronization = .strict }
        spool = try Spool.open(settings, fileSystem: fileSystem, clock: clock, random: HostRandom(), state: store)
        _ = try store.configure(sinks: ["sink"], oldest: spool.oldest)
        for _ in 0..<Self.slabs { free.put(Slab()) }
    }

    /// From the first line to the last receipt.
    func run() throws {
        let source = try WorkerThread(name: "source") { [self] in fill() }
        let sink = try WorkerThread(name: "sink") { [self] in
            do { try deliver() } catch { fatalError("the sink: \(error)") }
        }
        try write()
        source.join()
        sink.join()
        let books = try store.conservation()
        precondition(books.allSatisfy { $0.isConserved && $0.delivered == spool.mark.value.value && $0.delivered > 0 })
        spool.close()
    }

    private func fill() {
        var indexer = RecordIndexer(source: "kasm", host: "web-app-1", format: .kasmJSON)
        let descriptor = StreamDescriptor(
            kind: .file, source: "kasm", host: "web-app-1", origin: "/log", generation: .zero, format: .kasmJSON)
        for _ in 0..<repeats {
            text.withUnsafeBytes { bytes in
                var offset = 0
                while offset < bytes.count, let slab = free.take() {
                    offset += index(bytes, from: offset, into: slab, &indexer)
                    slab.streams = [StreamState(descriptor: descriptor, position: StreamPosition(bytes: [1]))]
                    filled.put(slab)
                }
            }
        }
        filled.close()
    }

    /// Bytes of whole lines that went into the slab.
    private func index(_ bytes: UnsafeRawBufferPointer, from offset: Int, into slab: Slab, _ indexer: inout RecordIndexer) -> Int {
        let count = min(slab.capacity, bytes.count - offset)
        slab.freePayload.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)]))
        slab.payloadCount = count
        return indexer.appendLines(
            in: 0..<count, streamOffset: UInt64(offset), stream: 0, arrival: Timestamp(microseconds: 0), to: slab)
    }

    private func write() throws {
        var writer = spool.writer
        let commit = GroupCommit(spool.settings)
        while true {
            let slab = filled.take(timeout: Self.longestWait)
            if let slab { guard case .written = try writer.append(slab) else { fatalError("the benchmark's spool is full") } }
            let decision = commit.decide(
                unsynchronizedSince: writer.unsynchronizedSince, bytes: writer.unsynchronizedBytes, now: clock.monotonicNanoseconds())
            let isOver = slab == nil && filled.isClosed && filled.count == 0
            guard decision == .synchronize || isOver else { continue }
            for slab in try writer.synchronize().slabs {
                slab.reset()
                free.put(slab)
            }
            try writer.release(before: spool.settled.value)
            if isOver { break }
        }
        written.close()
        spool.mark.wake()
    }

    private func deliver() throws {
        var keeper = try StateKeeper(store: store, spool: spool)
        var reader = spool.reader(from: .first)
        var gzip = try GzipEncoder(level: Self.gzipLevel)
        var compressed: [UInt8] = []
        while true {
            let isOver = written.isClosed
            switch reader.next() {
            case .frame(let frame):
                compressed.removeAll(keepingCapacity: true)
                try gzip.compress(frame.payload, into: &compressed)
                var tally = ReceiptTally(sink: "sink", from: frame.firstRecord)
                tally.add(0..<frame.count, of: frame, .delivered(.accepted))
                precondition(keeper.accept(tally.receipt(), now: clock.monotonicNanoseconds()) == .ready)
            case .quarantined(let range): fatalError("\(range)")
            case .caughtUp:
                if isOver { return try keeper.flush(now: clock.monotonicNanoseconds()) }
                spool.mark.wait(beyond: reader.position, timeout: Self.longestWait)
            }
            while try keeper.step(now: clock.monotonicNanoseconds()) == .again {}
        }
    }
}
