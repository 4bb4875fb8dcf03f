internal import WeirRecords
internal import WeirSystem

/// The segment that is being written: its file, its salt and how far it goes.
struct OpenSegment: Sendable {
    let file: any File
    let path: String
    /// Set once it has its name.
    private(set) var place: FilePlace?
    let first: RecordNumber
    let salt: UInt64
    /// Up to here lies what the file held when it was another segment.
    private let oldEnd: UInt64
    /// Where the next frame begins.
    private(set) var end: UInt64 = 0
    /// Bytes of the checkpoint that it opens with.
    private var checkpointBytes: UInt64 = 0
    /// Whether there is more in it than its checkpoint.
    private(set) var hasFrames = false

    /// How long it may get. One whose checkpoint takes most of that gets longer: with a segment for every few frames the disk would
    /// write little else but positions.
    func limit(_ settings: SpoolSettings) -> UInt64 { max(settings.segmentLimit, checkpointBytes + settings.segmentLimit / 2) }

    /// Makes a segment that opens with a checkpoint, durable under its name on return: write, sync, rename, sync of the folder.
    ///
    /// A segment of the same name is replaced: it holds nothing that is trusted beyond these positions.
    ///
    /// - Parameter spare: a file to be written anew, under a durable name; nil for one of its own.
    static func create(
        over spare: String?, at first: RecordNumber, salt: UInt64, checkpoint: LivePositions, installation: Digest128,
        settings: SpoolSettings, fileSystem: any FileSystem, encoder: inout FrameEncoder
    ) throws(SystemError) -> OpenSegment {
        let folder = SegmentName.folder(in: settings.directory)
        let unfinished = FilePath.join(folder, SegmentName.unfinishedName(of: first))
        let path = FilePath.join(folder, SegmentName.name(of: first))
        if try fileSystem.status(of: unfinished) != nil { try fileSystem.remove(unfinished) }
        if let spare { try fileSystem.rename(spare, to: unfinished) }
        let file = try fileSystem.open(unfinished, spare == nil ? .create : .write)
        FaultPoint.segmentBegun.pass()
        var segment = OpenSegment(file: file, path: path, first: first, salt: salt, oldEnd: try file.status().size)
        do throws(SystemError) {
            try segment.reserve(settings.segmentLimit)
            for part in checkpoint.checkpointParts { try segment.writeCheckpoint(part, installation, &encoder) }
            segment.checkpointBytes = segment.end
            FaultPoint.checkpointWritten.pass()
            try file.synchronize()
            FaultPoint.checkpointSynced.pass()
            try fileSystem.rename(unfinished, to: path)
            FaultPoint.segmentRenamed.pass()
            try fileSystem.synchronizeDirectory(folder)
            segment.place = try FilePlace(path, fileSystem)
            FaultPoint.segmentCreated.pass()
        } catch {
            file.close()
            // What is left of it is removed at the next start, or by the next attempt.
            try? fileSystem.remove(unfinished)
            throw error
        }
        return segment
    }

    /// Room is asked for so that a full disk is found here and not in a sync; where it can't be had, writing finds out.
    private func reserve(_ bytes: UInt64) throws(SystemError) {
        do throws(SystemError) {
            try file.reserve(bytes)
        } catch {
            guard error.isOutOfSpace else { throw error }
            // Some file systems keep what they found until there was no more.
            try? file.truncate(to: oldEnd)
        }
    }

    private mutating func writeCheckpoint(
        _ streams: [StreamState], _ installation: Digest128, _ encoder: inout FrameEncoder
    ) throws(SystemError) {
        let context = FrameEncoder.Context(salt: salt, firstRecord: first, mark: first)
        let (segment, end) = (self, end)
        let bytes = try encoder.encodeCheckpoint(streams, installation: installation, context) { (buffers) throws(SystemError) in
            try segment.write(buffers, at: end)
        }
        self.end += UInt64(bytes)
    }

    /// Behind a frame the file must not go on with what it held before.
    private func write(_ buffers: [UnsafeRawBufferPointer], at place: UInt64) throws(SystemError) {
        guard place < oldEnd else { return try file.write(buffers, at: place) }
        try FrameLimits.endMark.withRawBytes { (mark) throws(SystemError) in try file.write(buffers + [mark], at: place) }
    }

    /// One write; the end moves only where it succeeded.
    mutating func write(
        _ content: HeldContent, first: RecordNumber, mark: RecordNumber, encoder: inout FrameEncoder
    ) throws(SystemError) {
        let context = FrameEncoder.Context(salt: salt, firstRecord: first, mark: mark)
        let (segment, end) = (self, end)
        let write: ([UnsafeRawBufferPointer]) throws(SystemError) -> Void = { (buffers) throws(SystemError) in
            try segment.write(buffers, at: end)
        }
        let bytes =
            switch content {
            case .slab(let slab): try encoder.encode(slab, context, write: write)
            case .dropped(let streams, let meter): try encoder.encodeDropped(streams, meter, context, write: write)
            }
        FaultPoint.frameWritten.pass()
        self.end += UInt64(bytes)
        file.startWriteBack(of: end..<self.end)
        hasFrames = true
    }

    /// Takes away what a failed write left, and room that was reserved and not used.
    func trim() throws(SystemError) { try file.truncate(to: end) }
}
