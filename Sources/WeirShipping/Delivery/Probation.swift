import WeirSpool

/// Refusals of an endpoint that has taken nothing yet. They say as much of the endpoint as of the records, so that none is a dead letter before
/// it takes one: then those it refused are sent once more.
struct Probation: Equatable {
    /// Records that are tried one after another; then the sink is held.
    static let patience = 20
    /// Records that are remembered as refused; beyond it the first ones are tried again.
    private static let maximumRefused = 1_000
    private static let firstPause = Duration.seconds(1)

    /// The endpoint took a record since this delivery began.
    private(set) var isOver = false
    private var refused: [Range<RecordNumber>] = []
    private var pause = firstPause
    /// Tries of a hold are of one that was refused and of another one by turns: order is kept where all are taken again, and a writer of bad
    /// records stops no other for ever.
    private var isTurnOfRefused = false

    var hasRefused: Bool { !refused.isEmpty }
    /// No other record is to be tried at once.
    var isExhausted: Bool { refused.count >= Self.patience }
    /// Those from the beginning may be one writer's: others are tried now, from anywhere.
    var goesFar: Bool { refused.count >= Self.patience / 2 }
    /// The next try of a hold is of one that was refused.
    var retries: Bool { hasRefused && (isTurnOfRefused || refused.count >= Self.maximumRefused) }

    func holds(_ records: Range<RecordNumber>) -> Bool { refused.contains { $0.overlaps(records) } }

    mutating func refuse(_ record: Range<RecordNumber>) { refused.append(record) }

    /// The one to be tried again: the one that was refused longest ago.
    mutating func takeFirst() -> Range<RecordNumber>? { refused.isEmpty ? nil : refused.removeFirst() }

    /// Doubles with each try.
    mutating func nextPause(upTo longest: Duration) -> Duration {
        isTurnOfRefused.toggle()
        defer { pause = min(pause * 2, longest) }
        return min(pause, longest)
    }

    /// - Returns: what was refused before.
    mutating func end() -> [Range<RecordNumber>] {
        defer { (isOver, refused) = (true, []) }
        return refused
    }
}
