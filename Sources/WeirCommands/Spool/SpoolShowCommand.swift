import ArgumentParser
import WeirRecords
import WeirSpool

/// `weir spool show`: the records themselves.
struct SpoolShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The records that the spool holds, one by one.",
        discussion: """
            Begins at the oldest record kept, with --sink at the first that this sink has not settled. Only reads, also beside a running \
            shipper. In the table control characters stand as escapes and long records are cut; --format raw gives the bytes of each \
            record as they came, with a line end behind it.

            Example:
              weir spool show weir.yaml --sink lake --host web-1 --records 5
            """)

    @OptionGroup var arguments: SpoolArguments

    @Option(help: ArgumentHelp("Begin at this record.", valueName: "N"))
    var from: UInt64?

    @Option(help: ArgumentHelp("How many records to show.", valueName: "N"))
    var records = 20

    @Option(help: ArgumentHelp("Only what this sink has not settled.", valueName: "NAME"))
    var sink: String?

    @Option(help: ArgumentHelp("Only records of this host.", valueName: "NAME"))
    var host: String?

    @Option(help: ArgumentHelp("Only records of this application.", valueName: "NAME"))
    var application: String?

    @Option(help: "How to print: table, json or raw.")
    var format: RecordFormatChoice = .table

    func validate() throws {
        guard (1...SpoolListing.maximumRecords).contains(records) else {
            throw ValidationError("--records must be 1 to \(SpoolListing.maximumRecords.grouped)")
        }
    }

    func run() throws {
        let target = try arguments.target()
        let state = try target.state()
        let installation = try spoolFailing { () throws(StateError) in try state.installation() }
        let start = try start(state)
        let view = try target.view()
        var search = RecordSearch(
            view, from: max(start, view.oldest), host: host, application: application, installation: installation)
        switch format {
        case .table: try Self.write(table: search.take(records), search)
        case .json: try Output.write(json: RecordListJSON(search.take(records), search, ShownNames(of: target)))
        case .raw: try search.take(records) { try RawOutput.write($0.bytes) }
        }
    }

    private func start(_ state: StateStore) throws(CommandFailure) -> RecordNumber {
        let from = RecordNumber(from ?? 0)
        guard let sink else { return from }
        let standings = try spoolFailing { () throws(StateError) in try state.standings() }
        guard let standing = standings.first(where: { $0.name == sink }) else {
            throw CommandFailure(
                .usage, "the spool knows no sink \(sink)", wayOut: "it knows " + standings.map(\.name).joined(separator: ", "))
        }
        return max(from, standing.cursor)
    }

    private static func write(table records: [FrameRecord], _ search: RecordSearch) throws {
        var table = TextTable([
            .init("record", .right), .init("event id"), .init("time"), .init("host"), .init("application"), .init("level"), .init("text"),
        ])
        for record in records {
            table.append(
                "\(record.number)", "\(record.eventID)", "\(record.time)", VisibleText.of(record.host.utf8),
                VisibleText.of(record.application.utf8), record.level.name, VisibleText.of(record.bytes))
        }
        try Output.write(records.isEmpty ? "There are no such records." : table.rendered())
        for range in search.unreadable { Output.writeError("weir: records \(range.records) can't be read: \(range.reason)") }
        if let next = search.next { Output.writeError("weir: more may follow: --from \(next)") }
    }
}

/// Looks through a spool's records for some of them.
struct RecordSearch {
    private var reader: SpoolViewReader
    private let from: RecordNumber
    private let host: String?
    private let application: String?
    private let installation: Digest128
    /// What was come upon that can't be read.
    private(set) var unreadable: [QuarantinedRange] = []
    /// Where to go on; `nil` where the end was reached.
    private(set) var next: RecordNumber?

    init(_ view: SpoolView, from: RecordNumber, host: String?, application: String?, installation: Digest128) {
        reader = view.reader(from: from)
        (self.from, self.host, self.application, self.installation) = (from, host, application, installation)
    }

    mutating func take(_ limit: Int) -> [FrameRecord] {
        var records: [FrameRecord] = []
        take(limit) { records.append($0) }
        return records
    }

    /// To be called once.
    mutating func take(_ limit: Int, _ body: (FrameRecord) throws -> Void) rethrows {
        var left = limit
        while true {
            switch reader.next() {
            case .end: return
            case .released: continue
            case .quarantined(let range): unreadable.append(range)
            case .frame(let frame):
                for index in frame.index(of: from)..<frame.count where matches(frame, index) {
                    guard left > 0 else { return next = frame.recordNumber(at: index) }
                    try body(frame.record(at: index, installation: installation))
                    left -= 1
                }
            }
        }
    }

    private func matches(_ frame: Frame, _ index: Int) -> Bool {
        let key = frame.meter.keys[Int(frame.entries[index].meterKey)]
        return host.map { $0 == key.host } ?? true && application.map { $0 == key.application } ?? true
    }
}

/// As JSON: `next` is where to go on with --from, left out at the end.
struct RecordListJSON: Encodable {
    struct Record: Encodable {
        var record: UInt64
        var eventId: String
        var time: String
        /// The line named no time: that of arrival.
        var isArrivalTime: Bool
        var host: String
        var application: String
        var level: String
        var category: String
        var source: String
        var origin: String
        var text: String?
        var textBase64: String?
        /// The line was over the limit and was cut.
        var isCut: Bool
    }

    struct Unreadable: Encodable {
        var first: UInt64
        var end: UInt64
        var reason: String
    }

    var version = 1
    var records: [Record]
    var unreadable: [Unreadable]
    var next: UInt64?

    init(_ records: [FrameRecord], _ search: RecordSearch, _ names: ShownNames) {
        self.records = records.map { Record($0, names) }
        unreadable = search.unreadable.map {
            Unreadable(first: $0.records.lowerBound.value, end: $0.records.upperBound.value, reason: "\($0.reason)")
        }
        next = search.next?.value
    }
}

extension RecordListJSON.Record {
    fileprivate init(_ record: FrameRecord, _ names: ShownNames) {
        let content = RecordText(record.bytes)
        self.init(
            record: record.number.value, eventId: "\(record.eventID)", time: "\(record.time)",
            isArrivalTime: record.flags.contains(.arrivalTime), host: record.host, application: record.application,
            level: record.level.name, category: record.category.name, source: record.source, origin: names.shown(record.origin),
            text: content.text,
            textBase64: content.base64, isCut: record.flags.contains(.cut))
    }
}
