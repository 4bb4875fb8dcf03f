import ArgumentParser
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// `weir spool list`: segments, who waits for them, and where the sources stand.
struct SpoolListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Segments with their records, what each sink still waits for, and where each source stands.",
        discussion: """
            Only reads, also beside a running shipper: then the last records may be written and not yet synced. Records that a sink's own \
            routing keeps from it count as waiting until it comes to them. Records are counted by their numbers, damaged ones among them: \
            `weir spool check` reads every byte. A segment's bytes are those of its file; a sink's are the bytes of the lines that wait, \
            without the index beside them, so `weir top`, which counts the files, says more.

            Example:
              weir spool list weir.yaml --format json
            """)

    @OptionGroup var arguments: SpoolArguments
    @OptionGroup var output: OutputOptions

    func run() throws {
        let target = try arguments.target()
        // The state first: what it knows of is in the segments then.
        let state = try target.state()
        let listing = try SpoolListing(state, try target.view(), ShownNames(of: target), now: LetterDesk.now)
        switch output.format {
        case .table: try Output.write(listing.text)
        case .json: try Output.write(json: listing)
        }
    }
}

/// What `spool list` found. As JSON: record numbers count from 0, `end` is behind the last record, sizes are bytes, times ISO 8601.
struct SpoolListing: Encodable {
    static let maximumRecords = 100_000

    struct Segment: Encodable {
        var path: String
        var first: UInt64
        var end: UInt64
        var records: UInt64
        var bytes: Int64
        var written: String
        var ageSeconds: Int64
        /// Sinks in the configuration that have not settled all of it.
        var waitingSinks: [String]
    }

    struct Oldest: Encodable {
        var time: String
        var host: String
        var application: String
    }

    struct Sink: Encodable {
        var name: String
        var configured: Bool
        var cursor: UInt64
        var waitingRecords: UInt64
        var waitingBytes: UInt64
        /// Given up by policy before its cursor came to them, so that they don't wait.
        var droppedRecords: UInt64
        var deadLetters: UInt64
        var oldest: Oldest?
    }

    struct Stream: Encodable {
        var source: String
        var host: String
        var origin: String
        var kind: String
        /// Of a file: bytes that are in the spool or need not be, and its size when it was last looked at.
        var offset: UInt64?
        var size: UInt64?
        /// Why the position can't be told, where it can't.
        var unreadable: String?
    }

    var version = 1
    var directory: String
    var oldest: UInt64
    var end: UInt64
    var bytes: Int64
    var segments: [Segment]
    var sinks: [Sink]
    var streams: [Stream]

    init(_ state: StateStore, _ view: SpoolView, _ names: ShownNames, now: Timestamp) throws(CommandFailure) {
        let standings = try spoolFailing { () throws(StateError) in try state.standings() }
        let groups = try spoolFailing { () throws(StateError) in try state.letterGroups() }
        directory = view.directory
        (oldest, end, bytes) = (view.oldest.value, view.end.value, view.bytes.bytes)
        segments = view.segments.map { Segment($0, standings, now) }
        sinks = standings.map { standing in
            Sink(standing, view, deadLetters: groups.filter { $0.sink == standing.name }.reduce(0) { $0 + $1.letters })
        }
        streams = view.streams.map { Stream($0, names) }
    }
}

extension SpoolListing.Segment {
    init(_ segment: SpoolView.Segment, _ standings: [SinkStanding], _ now: Timestamp) {
        let age = max(0, now.microseconds - segment.written.microseconds) / Timestamp.microsecondsPerSecond
        self.init(
            path: segment.path, first: segment.records.lowerBound.value, end: segment.records.upperBound.value,
            records: segment.records.recordCount, bytes: segment.bytes.bytes, written: "\(segment.written)", ageSeconds: age,
            waitingSinks: standings.filter { $0.isConfigured && $0.cursor < segment.records.upperBound }.map(\.name))
    }
}

extension SpoolListing.Sink {
    /// One that is not configured waits for nothing.
    init(_ standing: SinkStanding, _ view: SpoolView, deadLetters: UInt64) {
        let from = max(standing.cursor, view.oldest)
        let dropped = standing.isConfigured ? view.givenUp(from: from).reduce(into: MeterCount.zero) { $0.add($1.count) } : .zero
        let bytes = standing.isConfigured ? view.payloadBytes(from: from) : 0
        let records = standing.isConfigured ? view.end.records(since: from) : 0
        self.init(
            name: standing.name, configured: standing.isConfigured, cursor: standing.cursor.value,
            waitingRecords: records - min(records, dropped.records), waitingBytes: bytes - min(bytes, dropped.bytes),
            droppedRecords: dropped.records, deadLetters: deadLetters)
        guard standing.isConfigured else { return }
        var reader = view.reader(from: from)
        while true {
            switch reader.next() {
            case .quarantined, .released: continue
            case .end: return
            case .frame(let frame):
                let index = frame.index(of: from)
                guard index < frame.count else { continue }
                let record = frame.record(at: index, installation: .zero)
                oldest = SpoolListing.Oldest(time: "\(record.time)", host: record.host, application: record.application)
                return
            }
        }
    }
}

extension SpoolListing.Stream {
    init(_ state: StreamState, _ names: ShownNames) {
        let descriptor = state.descriptor
        self.init(source: descriptor.source, host: descriptor.host, origin: names.shown(descriptor.origin), kind: "\(descriptor.kind)")
        guard descriptor.kind == .file else { return }
        do throws(FilePositionError) {
            let position = try FilePosition(state.position)
            (offset, size) = (position.offset, position.size)
        } catch {
            unreadable = error.message
        }
    }
}
