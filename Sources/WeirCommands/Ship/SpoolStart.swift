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
    func open(waits: Bool, tell: (Notice) -> Void) throws -> Parts {
        var told: Set<Notice> = []
        func tellOnce(_ notice: Notice) {
            if told.insert(notice).inserted { tell(notice) }
        }
        while true {
            do { return try begin(tellOnce) } catch  where waits && Self.isOutOfSpace(error) {
                tellOnce(hindrance)
                _ = Monitor(()).wait(atMost: Self.pause) { _ in nil as Void? }
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
        if store.isYoungerThanSegments { tell(Self.forgotten) }
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

    private static let forgotten = Notice(
        .alert, "the spool's state was gone or damaged and was begun anew: earlier losses are forgotten, and the proof is unknown", [:])

    private static func replaced(_ path: String) -> Notice {
        Notice(.alert, "the spool's state was no database; it was moved aside, and everything kept is sent again", ["path": path])
    }
}
