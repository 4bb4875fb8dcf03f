import WeirRecords
import WeirSpool

/// Puts batches together from the spool, one after another without a gap.
struct BatchFeed {
    enum Fill {
        /// All records of this range, of which the part holds what can be read.
        case batch(Range<RecordNumber>, BatchPart)
        /// More may come until then.
        case gathering(until: Moment)
        /// Nothing stands behind the mark.
        case caughtUp
    }

    /// Between two tries to read while the spool's disk fails.
    static let readRetry = Duration.seconds(1)

    /// The spool's disk fails to read, perhaps for a while only.
    private(set) var isStalled = false
    private let route: Route
    private let installation: Digest128
    private var reader: SpoolReader
    private var assembler: BatchAssembler
    /// The first record that was not read from the spool yet.
    private var next: RecordNumber
    /// Where the last batch ended.
    private var handed: RecordNumber
    /// Records that can't be read, come upon behind those that wait in the assembler.
    private var lost: QuarantinedRange?

    init(from cursor: RecordNumber, of spool: Spool, _ settings: SinkStageSettings, overhead: Int) {
        route = settings.route
        installation = spool.installation
        reader = spool.reader(from: cursor)
        assembler = BatchAssembler(settings.batch, overhead: overhead)
        (next, handed) = (cursor, cursor)
    }

    /// - Parameter isHurried: whether what there is goes at once, full or not.
    mutating func fill(at now: Moment, isHurried: Bool) -> Fill {
        isStalled = gather(at: now)
        guard let due = assembler.due else {
            return handOverLost() ?? (isStalled ? .gathering(until: now + Self.readRetry) : .caughtUp)
        }
        guard assembler.isFull || lost != nil || isHurried || due <= now else { return .gathering(until: due) }
        let (records, part) = takeBatch(at: now)
        return .batch(records, part)
    }

    /// The next batch, if it is full; a batch that may still grow stays with the assembler.
    mutating func fillAhead(at now: Moment) -> (records: Range<RecordNumber>, part: BatchPart)? {
        isStalled = gather(at: now)
        return assembler.isFull ? takeBatch(at: now) : nil
    }

    private mutating func takeBatch(at now: Moment) -> (records: Range<RecordNumber>, part: BatchPart) {
        let slices = assembler.take(at: now)
        return handOver(slices, through: slices.last?.records.upperBound ?? handed)
    }

    /// What was put together is forgotten; it goes on from here.
    mutating func rewind(to cursor: RecordNumber) {
        assembler.removeAll()
        (next, handed, lost) = (cursor, cursor, nil)
        reader.seek(to: cursor)
    }

    /// Reads until there is a batch, a loss, or nothing behind the mark. True where the disk fails, perhaps for a while only.
    private mutating func gather(at now: Moment) -> Bool {
        while !assembler.isFull, lost == nil {
            switch reader.next(at: now.nanoseconds) {
            case nil: return true
            case .frame(let frame): add(frame, at: now)
            case .quarantined(let range): lost = range
            case .caughtUp: return false
            }
        }
        return false
    }

    private mutating func add(_ frame: Frame, at now: Moment) {
        let first = frame.index(of: next)
        if first < frame.count { assembler.add(BatchSlice(frame: frame, indices: first..<frame.count), at: now) }
        next = max(next, frame.records.upperBound)
    }

    /// Records that can't be read any more are a batch of their own, so that those behind them go on.
    private mutating func handOverLost() -> Fill? {
        guard let range = lost else { return nil }
        lost = nil
        next = max(next, range.records.upperBound)
        let (records, part) = handOver([], lost: range, through: next)
        return .batch(records, part)
    }

    private mutating func handOver(
        _ slices: [BatchSlice], lost: QuarantinedRange? = nil, through end: RecordNumber
    ) -> (records: Range<RecordNumber>, part: BatchPart) {
        defer { handed = end }
        return (handed..<end, BatchPart(slices: slices, lost: lost, route: route, installation: installation))
    }
}
