package import WeirRecords
package import WeirSystem

/// Follows log files: finds them by patterns, reads them in the order in which they were written, through every rotation.
///
/// A log's files are read from the oldest to the one being written; a younger one waits until the older ones are at their ends. What a step
/// returned counts as read; after a crash a new source is made with the positions that the spool holds, and goes on behind them.
///
/// What it can't know: a file that came and went between two scans where no watch is to be had, and one of which nothing was committed before a crash and which was rotated
/// out before the next start. Where none of a log's known files is left among its rotated ones, that is raised as an alert.
///
/// Limits: ``FilesLimits``; notices waiting ``NoticeBox/capacity``; depth of `**` ``GlobWalk/maximumDepth``.
package struct FilesSource: Source, Sendable {
    package var name: String { settings.name }

    let settings: FilesSettings
    let fileSystem: any FileSystem
    /// Reads what is there and ends.
    let once: Bool
    /// No position was given: the source has never run.
    let isFirstRun: Bool

    var random: any RandomSource
    var reader: TailReader
    var notices = NoticeBox()
    var losses = LossBox()
    var tails: [TailID: FileTail] = [:]
    var tracker: RotationTracker
    /// Each log's files from the oldest to the youngest.
    var members: [FileFamily: [TailID]] = [:]
    /// Which of the logs have a turn.
    var agenda = Agenda()
    /// Logs of which nothing is read before the next scan: what became of their files must be known first.
    var suspended: Set<FileFamily> = []
    /// Up to when the run before saw all that was there; `nil` where there was none, or its positions don't say it.
    private(set) var knownBefore: Timestamp?
    /// Names by inodes, of the directories in which a file was sought under another name since the last scan began.
    var inodes: [String: [UInt64: String]] = [:]
    /// Open files, the one least lately used first.
    var opened = OpenOrder()
    let descriptors: DescriptorLease
    /// Tails that begin as another one does.
    var copies: Set<TailID> = []
    /// Truncated files of which a copy could not be looked at in this scan.
    var doubted: Set<TailID> = []
    /// Of truncated files of which nothing was read: the copies that may hold what they held.
    var heirs: [TailID: [TailID]] = [:]
    /// Scans in a row in which something in a directory could not be looked at.
    var unsureScans: [String: Int] = [:]
    /// What could not be opened since the last scan began, and what can't be read from scan to scan.
    var unopened: [UnreadLogs.Subject: UnreadLogs.Seen] = [:]
    var unread: UnreadLogs
    /// Tails whose state changed without a record.
    var unsaved: Set<TailID> = []
    var scannedAt: Timestamp?
    var folders = FolderLog()
    var needsScan = true
    /// Tells what becomes of names between two scans; `nil` where that can't be had, or is not wanted.
    var watch: (any FileWatch)?
    var names = NameLog()
    /// When what it tells was taken last.
    var watchedAt: Timestamp?
    /// Files that a watch opened, by what they are; each scan deals with them.
    var arrivals: [FileIdentity: ArrivedFile] = [:]
    var arrivalCount: UInt64 = 0
    /// Names that appeared and whose files were not opened; the next look deals with them.
    var newNames: [WatchedName] = []
    /// When newcomers were dealt with between two scans.
    var metAt: Timestamp?
    /// The last scan found every known file and no other, and could look everywhere.
    var isSettled = false
    var pace = ScanPace()
    var standing = FilesStanding()
    private(set) var lastID = 0
    var steps: UInt64 = 0
    /// What was told of, so that it is told once.
    var told = Told()

    /// - Parameters:
    ///   - resume: the spool's live positions; those of other sources are left alone, and unreadable ones are told of.
    ///   - random: mints the files' generations.
    ///   - descriptors: what the sources of a process share; `nil`: only this source's own limit holds.
    ///   - watch: tells of names between two scans. A run of `once` has no use for it.
    package init(
        _ settings: FilesSettings, fileSystem: any FileSystem, resume: [StreamState], random: any RandomSource, once: Bool = false,
        descriptors: DescriptorBudget? = nil, watch: FileWatchMaker? = nil
    ) {
        self.settings = settings
        self.descriptors = (descriptors ?? .unlimited).lease(atMost: settings.limits.openFiles)
        self.fileSystem = fileSystem
        self.random = random
        self.once = once
        let own = resume.filter { $0.descriptor.kind == .file && $0.descriptor.source == settings.name }
        isFirstRun = own.isEmpty
        reader = TailReader(settings: settings, isEnding: once)
        unread = UnreadLogs(scansToVanish: once ? 1 : RotationTracker.scansToVanish)
        tracker = RotationTracker(
            absentDirectoryTime: once ? .zero : settings.limits.absentDirectoryTime,
            scansToVanish: once ? 1 : RotationTracker.scansToVanish)
        for state in own where !state.isClosed { self.resume(state) }
        tellOfFormerSources(resume, own)
        if let watch, !once { startWatching(watch) }
    }

    package mutating func takeNotices() -> [Notice] { notices.take() }
    package mutating func mask(continuations mask: ContinuationMask) { reader.mask = mask }

    package mutating func takeLosses() -> [Loss] { losses.take() }

    /// - Parameter since: when what is lost was last known to be whole; `nil` where only an earlier run could say it.
    mutating func raiseLoss(_ cause: Loss.Cause, of path: String, since: Timestamp?, bytes: UInt64?) {
        let noticed = scannedAt ?? Timestamp(microseconds: 0)
        losses.raise(
            Loss(
                source: name, host: settings.host, since: since?.minute, noticed: noticed.minute, cause: cause, subject: path,
                bytes: bytes))
    }

    private mutating func resume(_ state: StreamState) {
        do throws(FilePositionError) {
            let position = try FilePosition(state.position)
            guard position.generation == state.descriptor.generation else {
                throw FilePositionError(message: "a position of another stream")
            }
            var tail = FileTail(id: nextID(), resuming: state.descriptor, at: position)
            knownBefore = [knownBefore, position.knownAt].compactMap { $0 }.max()
            if let log = FileFamily.ofCompressed(tail.path).first(where: { settings.includes($0, tail.path) }) {
                tail.family = log
                tracker.lose(tail.id, log)
            } else {
                tail.phase = .leftOut
            }
            tails[tail.id] = tail
        } catch {
            notices.raise(
                .alert, "a file's position can't be read; the file is read from its beginning, and may be shipped twice",
                ["source": name, "path": state.descriptor.origin, "reason": error.message])
        }
    }

    mutating func nextID() -> TailID {
        lastID += 1
        return TailID(lastID)
    }

    mutating func mintGeneration() -> Digest128 { Digest128(low: random.next(), high: random.next()) }
}
