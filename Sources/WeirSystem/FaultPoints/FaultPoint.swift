internal import Synchronization

/// A place between two steps of which one makes something durable: where a sudden end is worth a test.
///
/// In an ordinary run passing one costs a branch. `WEIR_CRASH_AT=NAME:N` makes the process kill itself at the Nth pass, see
/// ``CrashPlan``; the simulation ends its world there, see ``observing(_:_:)``.
package enum FaultPoint: String, CaseIterable, Sendable {
    // The spool's writer.
    case segmentBegun = "segment-begun"
    case checkpointWritten = "checkpoint-written"
    case checkpointSynced = "checkpoint-synced"
    case segmentRenamed = "segment-renamed"
    case segmentCreated = "segment-created"
    case frameWritten = "frame-written"
    case frameSynced = "frame-synced"
    case positionsAdopted = "positions-adopted"
    case segmentFilled = "segment-filled"
    case segmentRemoved = "segment-removed"
    case removalSynced = "removal-synced"
    case ballastMade = "ballast-made"

    // Dropping, where a policy asks for it.
    case segmentThinned = "segment-thinned"
    case thinnedSynced = "thinned-synced"

    // The spool's start.
    case spoolLocked = "spool-locked"
    case unfinishedRemoved = "unfinished-removed"
    case tailCut = "tail-cut"
    case tailRewritten = "tail-rewritten"
    case tailSynced = "tail-synced"
    case recoverySynced = "recovery-synced"
    case installationAdopted = "installation-adopted"

    // The state.
    case stateMade = "state-made"
    case logSynced = "log-synced"
    case stateOpened = "state-opened"
    case sinksConfigured = "sinks-configured"
    case transactionBegun = "transaction-begun"
    case foldWritten = "fold-written"
    case receiptWritten = "receipt-written"
    case deadLetterWritten = "dead-letter-written"
    case transactionWritten = "transaction-written"
    case transactionCommitted = "transaction-committed"
    case settledRaised = "settled-raised"

    // Delivery.
    case batchReady = "batch-ready"
    case batchAnswered = "batch-answered"
    case receiptHanded = "receipt-handed"

    // A spool's repair.
    case repairCopied = "repair-copied"
    case repairSynced = "repair-synced"

    /// Those that only dropping comes to.
    package static let dropping: [FaultPoint] = [.segmentThinned, .thinnedSynced]
    /// Those that only a repair comes to.
    package static let repairing: [FaultPoint] = [.repairCopied, .repairSynced]
    /// Those that a shipper comes to which drops nothing.
    package static let shipping = allCases.filter { !dropping.contains($0) && !repairing.contains($0) }

    package var name: String { rawValue }

    /// Says that the place was reached.
    @inline(__always)
    package func pass() {
        if Self.isArmed.load(ordering: .relaxed) { passArmed() }
    }

    /// Once anything wants to know of passes, in this process.
    static let isArmed = Atomic(false)

    private func passArmed() {
        Self.observer?(self)
        CrashPlan.passed(self)
    }

    @TaskLocal private static var observer: (@Sendable (FaultPoint) -> Void)?

    /// Tells of every point that the body passes on its own thread: for the simulation.
    package static func observing<Result>(
        _ observer: @escaping @Sendable (FaultPoint) -> Void, _ body: () throws -> Result
    ) rethrows -> Result {
        isArmed.store(true, ordering: .relaxed)
        return try $observer.withValue(observer, operation: body)
    }
}
