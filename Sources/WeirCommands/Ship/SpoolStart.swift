import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// Opens the spool, or begins it. A disk without room for that is waited for, as is one that fills up later.
struct SpoolStart {
    typealias Parts = (folder: SpoolFolder, store: StateStore, spool: Spool)
    /// Waits for so long; false at once where the process is asked to end.
    typealias Pause = (Duration) -> Bool

    /// Between two tries on a full disk.
    static let pauseBetweenTries = Duration.seconds(2)

    private let plan: SpoolPlan
    private let fileSystem: any FileSystem
    private let clock: any SystemClock

    init(_ plan: SpoolPlan, fileSystem: any FileSystem, clock: any SystemClock) {
        (self.plan, self.fileSystem, self.clock) = (plan, fileSystem, clock)
    }

    /// - Parameter pause: between two tries where room is wanting; without one it fails then, as it does once the process is asked to end.
    func open(pause: Pause?, tell: (Notice) -> Void) throws -> Parts {
        var told: Set<Notice> = []
        func tellOnce(_ notice: Notice) {
            if told.insert(notice).inserted { tell(notice) }
        }
        while true {
            do { return try begin(tellOnce) } catch {
                guard let pause, let hindrance = Self.wantOfRoom(error) else { throw error }
                tellOnce(notice(of: hindrance))
                guard pause(Self.pauseBetweenTries) else {
                    throw CommandFailure(
                        .inputOutput, "the spool was not begun: \(hindrance.explanation)",
                        wayOut: "free space on the file system, or name another directory")
                }
            }
        }
    }

    private func begin(_ tell: (Notice) -> Void) throws -> Parts {
        let folder = try SpoolFolder.prepare(plan.directory, fileSystem: fileSystem)
        for notice in folder.notices { tell(notice) }
        Ballast.giveWayIfFull(directory: folder.path, capacity: plan.size, fileSystem: fileSystem)
        let store = try StateStore.open(
            directory: folder.path, fileSystem: fileSystem, clock: clock, random: HostRandom(), limits: LedgerLimits(days: plan.ledgerDays))
        if let path = store.replaced { tell(Self.replaced(path)) }
        let spool = try Spool.open(
            SpoolSettings(plan, in: folder.path), fileSystem: fileSystem, clock: clock, random: HostRandom(), state: store)
        if spool.recovery.isStateYounger { tell(Self.forgotten) }
        return (folder, store, spool)
    }

    /// Nil for an error of another kind.
    private static func wantOfRoom(_ error: any Error) -> SpoolHindrance? {
        switch error {
        case let error as SystemError: SpoolHindrance(wantOfRoom: error)
        case let error as StateError: error.wantOfRoom
        case let error as SpoolError: error.wantOfRoom
        default: nil
        }
    }

    private func notice(of hindrance: SpoolHindrance) -> Notice {
        Notice(
            .alert, "\(hindrance.explanation), and nothing can be begun there: it is tried again until there is room",
            ["directory": plan.directory, "way_out": hindrance.wayOut])
    }

    private static let forgotten = Notice(
        .alert, "the spool's state was gone or damaged, and a new one was begun: earlier losses are forgotten, and the proof is unknown",
        [:])

    private static func replaced(_ path: String) -> Notice {
        Notice(.alert, "the spool's state was no database; it was moved aside, and everything kept is sent again", ["path": path])
    }
}
