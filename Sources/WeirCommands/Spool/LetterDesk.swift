import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// A spool's state opened to change its dead letters, alone or beside a running shipper.
///
/// Alone it holds the spool's lock, so that no shipper starts meanwhile. Beside a shipper it writes into the same database: each change
/// is one transaction, and the shipper looks four times a second for letters to send again.
struct LetterDesk {
    let target: SpoolTarget
    let state: StateStore
    /// `nil` beside a running shipper.
    private let lock: SpoolLock?

    var isBesideShipper: Bool { lock == nil }

    init(_ target: SpoolTarget) throws(CommandFailure) {
        self.target = target
        do throws(SpoolError) { lock = try SpoolLock.take(target.directory, fileSystem: target.fileSystem) } catch {
            throw CommandFailure(error)
        }
        do throws(CommandFailure) {
            guard let state = try Self.open(target, isAlone: lock != nil) else { throw target.noState }
            self.state = state
        } catch {
            lock?.release()
            throw error
        }
    }

    func close() { lock?.release() }

    private static func open(_ target: SpoolTarget, isAlone: Bool) throws(CommandFailure) -> StateStore? {
        try spoolFailing { () throws(StateError) in
            guard isAlone, try StateStore.exists(in: target.directory, fileSystem: target.fileSystem) else {
                return try StateStore.beside(directory: target.directory, fileSystem: target.fileSystem)
            }
            return try StateStore.open(
                directory: target.directory, fileSystem: target.fileSystem, clock: HostClock(), random: HostRandom())
        }
    }

    static var now: Timestamp { Timestamp(microseconds: HostClock().wallMicroseconds()) }
}

/// What came of letters that were asked to be sent again.
struct ReplayResult: Equatable {
    var asked: UInt64
    var delivered: UInt64
    /// Dead letters again, with a new answer.
    var refused: UInt64
    /// Still to be sent.
    var waiting: UInt64

    init(of ids: [Int64], in state: StateStore) throws(StateError) {
        let left = try state.letterCount(LetterSelection(ids: ids)).letters
        asked = UInt64(ids.count)
        waiting = try state.letterCount(LetterSelection(ids: ids, isToReplay: true)).letters
        delivered = asked - min(asked, left)
        refused = left - min(left, waiting)
    }

    var isComplete: Bool { refused == 0 && waiting == 0 }
}

extension Replays {
    /// The replays of a configuration's sinks, each over a connection of its own.
    init(_ sinks: ReplaySinks, store: StateStore, installation: Digest128, tell: @escaping NoticeHandler) {
        self.init(
            store: store, installation: installation, clock: HostClock(), random: { HostRandom() }, tell: tell,
            makeSink: { try sinks.make($0) })
    }
}
