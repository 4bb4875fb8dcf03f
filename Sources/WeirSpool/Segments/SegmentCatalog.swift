internal import Synchronization
internal import WeirSystem

/// A segment that is there: `serial` tells it from another file of the same name, which took its place after a failed sync.
struct Segment: Equatable, Sendable {
    var first: RecordNumber
    var serial: UInt64
    var path: String
    /// Bytes of the file, without room that is only reserved.
    var bytes: UInt64
    /// False where it is known to hold only what is kept of dropped records.
    var holdsRecords = true
}

/// Which segments there are: changed by the writer, asked by every reader.
///
/// A record belongs to the last segment that begins at or before it. That is also how the tail of a segment whose sync
/// failed is set aside: its records are found in the segment that was made after it.
final class SegmentCatalog: Sendable {
    private struct State {
        /// In the order of their first records.
        var segments: [Segment] = []
        var serials: UInt64 = 0
        /// Of a shipper's own spool; nil where one only looks at it.
        var place: SpoolPlace?
    }

    private let state = Mutex(State())

    func settle(in place: SpoolPlace) { state.withLock { $0.place = place } }

    /// - Throws: ``SystemError/stale`` where the segments' names lead elsewhere.
    func verifyPlace() throws(SystemError) { try state.withLock { $0.place }?.verify() }

    var segments: [Segment] { state.withLock { $0.segments } }
    var usedBytes: UInt64 { state.withLock { $0.segments.reduce(0) { $0 + $1.bytes } } }

    /// The segment that holds the record, and where the next one begins.
    func segment(of number: RecordNumber) -> (segment: Segment, end: RecordNumber?)? {
        state.withLock { state in
            guard let index = state.segments.lastIndex(where: { $0.first <= number }) else { return nil }
            let next = index + 1
            return (state.segments[index], next < state.segments.count ? state.segments[next].first : nil)
        }
    }

    var oldest: RecordNumber? { state.withLock { $0.segments.first?.first } }

    /// Takes the place of one with the same first record.
    func add(_ first: RecordNumber, path: String, bytes: UInt64, holdsRecords: Bool = true) {
        state.withLock { state in
            state.serials += 1
            state.segments.removeAll { $0.first == first }
            let place = state.segments.firstIndex { $0.first > first } ?? state.segments.endIndex
            let segment = Segment(first: first, serial: state.serials, path: path, bytes: bytes, holdsRecords: holdsRecords)
            state.segments.insert(segment, at: place)
        }
    }

    func resize(_ first: RecordNumber, to bytes: UInt64) {
        state.withLock { state in
            guard let index = state.segments.firstIndex(where: { $0.first == first }) else { return }
            state.segments[index].bytes = bytes
        }
    }

    /// The oldest segment, where another one follows it and begins at or before the number: nothing in it is wanted then.
    func oldest(before number: RecordNumber) -> Segment? {
        state.withLock { state in state.segments.count > 1 && state.segments[1].first <= number ? state.segments[0] : nil }
    }

    func remove(_ segment: Segment) { state.withLock { $0.segments.removeAll { $0 == segment } } }
}
