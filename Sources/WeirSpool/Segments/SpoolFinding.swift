internal import WeirRecords
package import WeirSystem

/// One thing in a spool's directory that is not as the writer leaves it.
package struct SpoolFinding: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// Bytes of a segment that were durable once and hold no sound frame now.
        case damaged(FrameError)
        /// The end of the newest segment, never known to be durable: what a loss of power leaves, or a shipper that is writing now.
        case torn(FrameError)
        /// Records that no file holds.
        case missing
        /// The disk does not give the rest of a segment.
        case unreadable(SystemError)
        /// A segment that was being made when its process ended; nobody relied on it.
        case unfinished
        /// A file that is not the spool's.
        case foreign
    }

    package var kind: Kind
    /// The file.
    package var path: String
    /// Where in the file it begins.
    package var offset: UInt64
    package var bytes: UInt64
    /// Records that can't be read for it. Of a torn end: those of whole frames behind the torn one.
    package var records: Range<RecordNumber>

    /// Records that some sink still wants and will not get; what is torn is read again by its source.
    package func lostRecords(wantedFrom first: RecordNumber) -> UInt64 {
        switch kind {
        case .damaged, .missing, .unreadable: records.upperBound.records(since: max(records.lowerBound, first))
        case .torn, .unfinished, .foreign: 0
        }
    }

    /// Whether ``SpoolRepair`` can do something about it; what is missing or unreadable stays so, and readers pass it by.
    package var isRepairable: Bool {
        switch kind {
        case .damaged, .torn, .unfinished, .foreign: true
        case .missing, .unreadable: false
        }
    }
}

extension SpoolFinding: CustomStringConvertible {
    /// In a few words, without path and numbers.
    package var description: String {
        switch kind {
        case .damaged(let error): "damaged: \(error)"
        case .torn(let error): "torn end: \(error)"
        case .missing: "records are missing"
        case .unreadable(let error): "unreadable: \(error)"
        case .unfinished: "a segment that was never finished"
        case .foreign: "not a file of the spool"
        }
    }
}

/// All that a look at a spool's segments found.
package struct SpoolCheck: Equatable, Sendable {
    package struct Segment: Equatable, Sendable {
        package var path: String
        /// What it is there for; the newest ends with its last sound frame.
        package var records: Range<RecordNumber>
        package var bytes: UInt64
        /// Sound ones, with checkpoints.
        package var frames: UInt64
        /// Records in sound frames.
        package var soundRecords: UInt64
        /// Of them, given up by policy: only their weight is kept.
        package var droppedRecords: UInt64
    }

    package var segments: [Segment] = []
    /// In the order of files and places.
    package var findings: [SpoolFinding] = []
    /// The first record that some sink still wants.
    package var wantedFrom = RecordNumber.first
    /// A process has the spool open: its newest segment may change under the eyes.
    package var isInUse = false

    package var lostRecords: UInt64 { findings.reduce(0) { $0.addingSaturated($1.lostRecords(wantedFrom: wantedFrom)) } }
    package var bytes: UInt64 { segments.reduce(0) { $0 + $1.bytes } }
}
