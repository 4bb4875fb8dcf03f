package import WeirRecords

package enum AppendOutcome: Equatable, Sendable {
    /// The slab is the writer's until `synchronize` gives it back. Nothing of it is durable yet.
    case written(Range<RecordNumber>)
    /// One frame of it would be too long for this spool: the slab stays the caller's, who appends its ``Slab/parts()`` in its place.
    case tooLong
    /// No room, in the spool or on the disk: the slab stays the caller's and can be tried again after a release.
    case full(SpoolHindrance)
}

/// What a sync brought.
package struct SynchronizeOutcome: Sendable {
    /// Everything before it is durable.
    package var mark: RecordNumber
    /// Synced slabs, for the pool; not reset.
    package var slabs: [Slab]
    /// What went wrong on the way and was made good, such as a sync that failed.
    package var notices: [Notice]
}
