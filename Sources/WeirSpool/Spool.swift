package import WeirRecords
package import WeirSystem

/// An open spool: one writer, any number of readers, locked against other processes.
///
/// Limits: a frame is at most 64 MiB and a quarter of the capacity, a position 64 KiB, a segment a quarter of the capacity.
package struct Spool: Sendable {
    package let settings: SpoolSettings
    package let recovery: RecoveryReport
    package let installation: Digest128
    /// Where each live stream goes on.
    package let streams: [StreamState]
    /// Everything before it is durable; the writer raises it.
    package let mark: SyncMark
    /// Everything before it is settled at every sink, durably; ``StateKeeper`` raises it, the writer releases what is before it.
    package let settled: SyncMark
    /// Where each sink stands, as ``settled`` says it of all.
    package let cursors = CursorBoard()
    /// To be taken by the writer's thread, once.
    package let writer: SpoolWriter

    private let fileSystem: any FileSystem
    let catalog: SegmentCatalog
    private let lock: any File

    /// Locks the directory, finds out what is in it and makes that durable. What is damaged is in ``recovery``.
    ///
    /// - Throws: where another process has it, or the file system fails.
    package static func open(
        _ settings: SpoolSettings, fileSystem: any FileSystem, clock: any SystemClock, random: any RandomSource, state: StateStore
    ) throws(SpoolError) -> Spool {
        let lock = try takeLock(settings.directory, fileSystem)
        FaultPoint.spoolLocked.pass()
        let bounds = try spoolingState { () throws(StateError) in try state.recoveryBounds() }
        var recovery = Recovery(fileSystem: fileSystem, directory: settings.directory, bounds: bounds)
        do throws(SystemError) {
            try recovery.run()
        } catch {
            lock.close()
            throw .inputOutput(error)
        }
        let found = recovery.installation
        let place = try spooling { () throws(SystemError) in try SpoolPlace(settings.directory, lock: lock, fileSystem) }
        let now = Timestamp(microseconds: clock.wallMicroseconds())
        // Nothing that can fail comes after it: that the state was younger is known only this once.
        let installation: Digest128
        (installation, recovery.report.isStateYounger) = try spoolingState { () throws(StateError) in try state.adopt(found, at: now) }
        FaultPoint.installationAdopted.pass()
        recovery.catalog.settle(in: place)
        return Spool(settings, fileSystem, clock, random, installation, recovery, place, lock)
    }

    private init(
        _ settings: SpoolSettings, _ fileSystem: any FileSystem, _ clock: any SystemClock, _ random: any RandomSource,
        _ installation: Digest128, _ recovery: Recovery, _ place: SpoolPlace, _ lock: any File
    ) {
        self.settings = settings
        self.fileSystem = fileSystem
        self.installation = installation
        self.lock = lock
        self.recovery = recovery.report
        catalog = recovery.catalog
        streams = recovery.positions.streams
        mark = SyncMark(recovery.next)
        settled = SyncMark()
        writer = SpoolWriter(
            settings: settings, fileSystem: fileSystem, clock: clock, random: random, installation: installation, catalog: catalog,
            mark: mark, positions: recovery.positions, place: place)
    }

    /// The first record that is still kept; the mark where none is.
    package var oldest: RecordNumber { min(catalog.oldest ?? mark.value, mark.value) }
    package var usedBytes: ByteCount { ByteCount(Int64(clamping: catalog.usedBytes)) }

    package func reader(from number: RecordNumber) -> SpoolReader { SpoolReader(cursor(from: number)) }

    func meterReader(from number: RecordNumber) -> MeterReader { MeterReader(cursor(from: number)) }

    private func cursor(from number: RecordNumber) -> SegmentCursor {
        SegmentCursor(catalog: catalog, mark: mark, fileSystem: fileSystem, position: number)
    }

    /// Lets another process have it. Nothing of it may be used any more.
    package func close() { lock.close() }

    static func takeLock(_ directory: String, _ fileSystem: any FileSystem) throws(SpoolError) -> any File {
        let file = try spooling { () throws(SystemError) in
            try fileSystem.createDirectory(SegmentName.folder(in: directory))
            try fileSystem.synchronizeDirectory(directory)
            try synchronizeParent(of: directory, fileSystem)
            let path = FilePath.join(directory, SpoolPlace.lockName)
            do throws(SystemError) {
                return try fileSystem.open(path, .create)
            } catch {
                guard error.isExisting else { throw error }
                return try fileSystem.open(path, .write)
            }
        }
        // A command that looks whether a shipper runs holds it for a moment.
        for _ in 0..<lockTries {
            if try spooling({ () throws(SystemError) in try file.lock() }) { return file }
            _ = Monitor(()).wait(atMost: lockPause) { _ in nil as Void? }
        }
        throw .locked(directory)
    }

    private static let lockTries = 10
    private static let lockPause = Duration.milliseconds(50)
}

/// Where the directory above may not be opened it was not made by this user, and its names are someone else's care.
private func synchronizeParent(of directory: String, _ fileSystem: any FileSystem) throws(SystemError) {
    do throws(SystemError) {
        try fileSystem.synchronizeDirectory(FilePath.parent(of: directory))
    } catch {
        guard error.code == SystemError.denied else { throw error }
    }
}

/// Gives the state's errors the spool's type: an operator sees one spool.
private func spoolingState<Result>(_ body: () throws(StateError) -> Result) throws(SpoolError) -> Result {
    do throws(StateError) { return try body() } catch {
        throw SpoolError(
            error.code == .outOfSpace ? .outOfSpace : .inputOutput, error.message, wayOut: error.wayOut, cause: error.cause)
    }
}
