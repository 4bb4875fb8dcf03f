import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// Opens the spool, or begins it. A disk without room for that is waited for, as one is that fills up later.
struct SpoolStart {
    typealias Parts = (folder: SpoolFolder, store: StateStore, spool: Spool)

    /// Between two tries on a full disk.
    static let pause = Duration.seconds(2)

    private let plan: SpoolPlan
    private let fileSystem: any FileSystem
    private let clock: any SystemClock

    init(_ plan: SpoolPlan, fileSystem: any FileSystem, clock: any SystemClock) {
        (self.plan, self.fileSystem, self.clock) = (plan, fileSystem, clock)
    }

    /// - Parameter waits: for room; a signal ends the process meanwhile, which has begun nothing.
    /// - Parameter sleep: for ``pause``.
    func open(
        waits: Bool, sleep: (Duration) -> Void = { _ = Monitor(()).wait(atMost: $0) { _ in nil as Void? } }, tell: (Notice) -> Void
    ) throws -> Parts {
        var isTold = false
        while true {
            do { return try begin(tell) } catch  where waits && Self.isOutOfSpace(error) {
                if !isTold { tell(hindrance) }
                isTold = true
                sleep(Self.pause)
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
        return (folder, store, spool)
    }

    private static func isOutOfSpace(_ error: any Error) -> Bool {
        switch error {
        case let error as SystemError: error.isOutOfSpace
        case let error as StateError: error.isOutOfSpace
        case let error as SpoolError: error.cause?.isOutOfSpace ?? false
        default: false
        }
    }

    private var hindrance: Notice {
        Notice(
            .alert, "the spool's disk is full, and nothing can be begun there: it is tried again until there is room",
            ["directory": plan.directory, "way_out": "free space on the file system, or name another directory"])
    }

    private static func replaced(_ path: String) -> Notice {
        Notice(.alert, "the spool's state was no database; it was moved aside, and everything kept is sent again", ["path": path])
    }
}
