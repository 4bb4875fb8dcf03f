internal import WeirRecords
internal import WeirSystem

/// Frames on their way into a segment, and segments that take another one's place.
extension SpoolWriter {
    mutating func write(_ content: HeldContent, _ bytes: UInt64) throws(SystemError) {
        try rollIfDue(for: bytes)
        do throws(SystemError) {
            try writeOnce(content, first: next)
        } catch {
            guard !error.isOutOfSpace else { throw error }
            try writeOnce(content, first: next)
        }
    }

    private mutating func writeOnce(_ content: HeldContent, first: RecordNumber) throws(SystemError) {
        if segment == nil { try openSegment() }
        let durable = mark.value
        do throws(SystemError) {
            try segment?.write(content, first: first, mark: durable, encoder: &encoder)
        } catch {
            abandonSegment(after: error)
            throw error
        }
        recordSize()
    }

    /// A full disk leaves the segment as it was, if what was half-written can be taken away; any other failure ends it.
    private mutating func abandonSegment(after error: SystemError) {
        if error.isOutOfSpace, let segment, (try? segment.trim()) != nil { return }
        notices.append(Notice(.alert, "writing to the spool failed; a new segment takes its place", ["error": error.description]))
        closeSegment()
    }

    private mutating func rollIfDue(for bytes: UInt64) throws(SystemError) {
        guard let current = segment, current.hasFrames, current.end + bytes > current.limit(settings) else { return }
        try makeDurable()
        guard let full = segment else { return }
        segment = nil
        // Only reserved room is at stake.
        try? full.trim()
        full.file.close()
        FaultPoint.segmentFilled.pass()
    }

    /// A new segment at the mark, with what is held written to it.
    mutating func openSegment() throws(SystemError) {
        try place.verify()
        let first = mark.value
        let opened = try createSegment(at: first)
        segment = opened
        catalog.add(first, path: opened.path, bytes: opened.end)
        for one in held {
            do throws(SystemError) {
                try segment?.write(one.content, first: one.first, mark: first, encoder: &encoder)
            } catch {
                segment?.file.close()
                segment = nil
                throw error
            }
        }
        recordSize()
    }

    private mutating func createSegment(at first: RecordNumber) throws(SystemError) -> OpenSegment {
        let spare = retirement.takeSpare()
        do throws(SystemError) {
            return try OpenSegment.create(
                over: spare, at: first, salt: random.next(), checkpoint: positions, installation: installation, settings: settings,
                fileSystem: fileSystem, encoder: &encoder)
        } catch {
            // Nobody knows of it any more: its room goes back to the disk.
            if let spare { try? fileSystem.remove(spare) }
            throw error
        }
    }

    private func recordSize() {
        if let segment { catalog.resize(segment.first, to: segment.end) }
    }

    mutating func makeDurable() throws(SystemError) {
        guard !held.isEmpty else { return }
        do throws(SystemError) {
            try synchronizeOnce()
        } catch {
            notices.append(
                Notice(.alert, "a sync of the spool failed; a new segment takes its place", ["error": error.description]))
            try synchronizeOnce()
        }
        FaultPoint.frameSynced.pass()
        positions.apply(held.lazy.flatMap(\.content.streams))
        recycled.append(contentsOf: held.compactMap(\.content.slab))
        held.removeAll(keepingCapacity: true)
        unsynchronizedSince = nil
        mark.advance(to: next)
        FaultPoint.positionsAdopted.pass()
    }

    private mutating func synchronizeOnce() throws(SystemError) {
        if segment == nil { try openSegment() }
        do throws(SystemError) {
            try segment?.file.synchronize()
            // A sync of a file that was removed meanwhile succeeds, too.
            try segment?.place?.verify()
        } catch {
            closeSegment()
            throw error
        }
    }

    /// The file is not written again; what it has reserved and not used goes back to the disk, if the disk will.
    mutating func closeSegment() {
        try? segment?.trim()
        segment?.file.close()
        segment = nil
    }
}
