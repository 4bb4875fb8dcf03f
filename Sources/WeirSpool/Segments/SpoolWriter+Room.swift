package import WeirRecords
package import WeirSystem

// What the spool has of its disk, and gives back to it.
extension SpoolWriter {
    /// Removes what is kept to be written anew.
    package mutating func discardSpares() { retirement.discardSpares() }

    /// Makes the reserve where it is not there; `doubled` as there.
    ///
    /// - Throws: where there is no room for it.
    package mutating func makeBallast(doubled: Bool) throws(SystemError) { try ballast.make(doubled: doubled) }

    /// Gives the reserve's room to the disk. Whether there was any.
    package mutating func giveBallast() -> Bool {
        retirement.discardSpares()
        return ballast.giveWay()
    }

    /// Free room for this user on the spool's file system: all that the state has.
    package func freeRoom() throws(SystemError) -> ByteCount {
        ByteCount(Int64(clamping: try fileSystem.freeSpace(at: settings.directory)))
    }

    /// What the present segment has reserved and not used.
    package var reservedRoom: ByteCount {
        guard let segment, settings.segmentLimit > segment.end else { return .zero }
        return ByteCount(Int64(clamping: settings.segmentLimit - segment.end))
    }
}
