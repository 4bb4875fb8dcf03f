package import WeirSystem

/// Records that were committed and can't be read: whoever reads them goes on behind them, and counts them.
package struct QuarantinedRange: Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        case corrupt(FrameError)
        case unreadable(SystemError)
        /// The segment is gone: it was released, or removed from outside.
        case missing
    }

    package var records: Range<RecordNumber>
    /// Path of the segment.
    package var segment: String
    package var reason: Reason

    package init(records: Range<RecordNumber>, segment: String, reason: Reason) {
        self.records = records
        self.segment = segment
        self.reason = reason
    }
}

extension QuarantinedRange.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .corrupt(let error): error.description
        case .unreadable(let error): error.description
        case .missing: "the segment is not there"
        }
    }
}
