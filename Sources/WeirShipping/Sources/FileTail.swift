internal import WeirRecords
internal import WeirSystem

/// One file being followed: its state, and what is held for it.
struct FileTail: Sendable {
    enum Phase: Equatable, Sendable {
        case followed
        /// Its file is to be found again; `wasTruncated`: it was cut short just now, or is gone unread, so that a copy
        /// must be there already.
        case lost(wasTruncated: Bool)
        /// A position of a log that no pattern includes any more: kept for the day on which one does again.
        case leftOut
        /// It begins as another one does, and is not read as long as it is its copy.
        case copy(CopyWatch)
        /// Text of an encoding that is never read.
        case refused
        /// Nothing will follow; kept until that is told to the spool.
        case closed
    }

    let id: TailID
    let generation: Digest128
    /// The path where it was first seen.
    let origin: String
    var family: FileFamily
    var rank: FileRank
    var path: String
    /// The last scan that found it.
    var seenAt: Timestamp?
    var phase = Phase.followed
    var state: TailState
    var handle: (any File)?
    /// Set with the format, once there is a whole line to tell it by.
    var descriptor: StreamDescriptor?
    var indexer: RecordIndexer?
    /// The last scan saw a change that was not looked at since: asks for a look where the file is not held open.
    var isDue = true
    /// The watch will tell of its next change.
    var isAwaited = false
    /// After an error: not before this time.
    var failedAt: Timestamp?
    /// Hash of its first bytes, as many as convince: files that differ in it are no copies of each other.
    var opening: Digest128?
    /// What stood before the offsets where it was read last, the latest last.
    private(set) var checkpoints: [Checkpoint] = []
    /// Scans in which its copy was sought, and something could not be looked at.
    var soughtScans = 0
    /// When its content was last seen to be its own; `nil`: not since the start.
    var seenSameAt: Timestamp?
    /// NUL bytes passed over, and records that hold a part of a line; what was told of already.
    var holeBytes: UInt64 = 0
    var cutRecords: UInt64 = 0
    var toldHoles = false
    var toldCuts = false
    /// The last look at the directories when its state was kept last.
    var knownAt: Timestamp?
    /// What it was before was truncated: NUL bytes at its beginning are where its writer went on, and nothing was in them.
    var followsTruncation = false
    /// Holes passed over that are not in the books yet.
    var newHoles = false
    /// It was gone on with in UTF-8 behind what it held in UTF-16, and that was not told of yet.
    var hasChangedEncoding = false
    /// In a run of `--once`: the size at its start. `nil`: not part of it.
    var goal: UInt64?
    /// The step that this was last read in, and the tail's index among that step's streams.
    var lastStep: UInt64 = 0
    var streamIndex = 0

    /// A file that was not known before.
    init(id: TailID, generation: Digest128, sighting: FileSighting) {
        self.id = id
        self.generation = generation
        origin = sighting.path
        family = sighting.family
        rank = sighting.rank
        path = sighting.path
        state = TailState(identity: sighting.identity, size: sighting.status.size)
    }

    /// A file that the spool tells of; it must be found again.
    init(id: TailID, resuming descriptor: StreamDescriptor, at position: FilePosition) {
        self.id = id
        self.descriptor = descriptor
        generation = descriptor.generation
        origin = descriptor.origin
        path = descriptor.origin
        family = FileFamily(of: descriptor.origin)
        rank = .base
        state = TailState(position)
        phase = .lost(wasTruncated: false)
        knownAt = position.knownAt
        indexer = RecordIndexer(source: descriptor.source, host: descriptor.host, format: descriptor.format)
    }

    var streamState: StreamState? {
        descriptor.map { StreamState(descriptor: $0, position: position.encoded, isClosed: phase == .closed) }
    }

    var position: FilePosition {
        FilePosition(
            identity: state.identity, generation: generation, fingerprint: state.fingerprint, window: state.window, offset: state.offset,
            size: state.end, line: state.line, encoding: state.encoding, isFinished: state.isFinished, knownAt: knownAt)
    }

    /// Everything that was there when a run of `--once` began is read, or the file is no part of it.
    var reachedGoal: Bool {
        if phase == .followed, handle is InflatedFile { return state.isFinished }
        guard phase == .followed, let goal else { return true }
        return state.offset >= min(goal, state.end)
    }

    mutating func moved(to sighting: FileSighting, now: Timestamp?) {
        seenAt = now
        family = sighting.family
        rank = sighting.rank
        path = sighting.path
    }

    struct Checkpoint: Sendable {
        var offset: UInt64
        var window: Fingerprint
    }

    private static let keptCheckpoints = 4

    /// Keeps what stands before the offset now.
    mutating func remember() {
        if checkpoints.count == Self.keptCheckpoints { checkpoints.removeFirst() }
        checkpoints.append(Checkpoint(offset: state.offset, window: state.window))
    }

    /// Its content is what was known of it, and begins with these bytes.
    mutating func matched(_ head: UnsafeRawBufferPointer, at status: FileStatus) {
        state.matched(.beginning(of: head), at: status)
        if opening == nil { opening = Fingerprint.opening(of: head) }
    }

    mutating func closeHandle() {
        handle?.close()
        handle = nil
        indexer?.shrink()
    }
}
