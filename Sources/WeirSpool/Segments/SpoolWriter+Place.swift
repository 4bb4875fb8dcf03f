package import WeirRecords
internal import WeirSystem

extension SpoolWriter {
    /// To be called before anything is written: what goes into a file without a name, or into another one's directory, is lost.
    ///
    /// A segment that someone removed is left: the next write makes a new one, and what was not synced goes there.
    ///
    /// - Returns: what to tell.
    /// - Throws: ``SystemError/stale`` as the cause where the directory is gone, or another one has taken its place.
    package mutating func verifyPlace() throws(SpoolError) -> Notice? {
        do throws(SystemError) { try place.verify() } catch { throw .inputOutput(error) }
        do throws(SystemError) { try segment?.place?.verify() } catch {
            guard error.isStale else { throw .inputOutput(error) }
            closeSegment()
            return Notice(.alert, "the segment being written was removed; a new one takes its place", ["path": error.subject])
        }
        return nil
    }

    /// The directory was removed, and can't be back.
    package var isRemoved: Bool { place.isRemoved }
}
