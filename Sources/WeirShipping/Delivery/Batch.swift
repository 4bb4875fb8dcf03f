package import WeirRecords
package import WeirSpool

/// Records of one frame that go together.
package struct BatchSlice: Sendable {
    package let frame: Frame
    /// Indices of the frame's entries.
    package let indices: Range<Int>

    package init(frame: Frame, indices: Range<Int>) {
        self.frame = frame
        self.indices = indices
    }

    package var records: Range<RecordNumber> { frame.recordNumber(at: indices.lowerBound)..<frame.recordNumber(at: indices.upperBound) }

    func clamped(to records: Range<RecordNumber>) -> BatchSlice? {
        let kept = frame.index(of: records.lowerBound)..<frame.index(of: records.upperBound)
        let indices = self.indices.clamped(to: kept)
        return indices.isEmpty ? nil : BatchSlice(frame: frame, indices: indices)
    }
}

/// Which sources' records a sink gets; the others' pass it by.
package struct Route: Equatable, Sendable {
    /// Nil for all.
    private let sources: Set<String>?

    package static let everything = Route(from: nil)

    package init(from sources: Set<String>?) { self.sources = sources }

    /// `nil` for all.
    package var names: Set<String>? { sources }

    package func includes(_ source: String) -> Bool { sources?.contains(source) ?? true }

    /// For each stream whether its records go; nil where all do.
    func mask(_ streams: [StreamState]) -> [Bool]? {
        guard let sources else { return nil }
        let mask = streams.map { sources.contains($0.descriptor.source) }
        return mask.contains(false) ? mask : nil
    }
}

/// Records without a gap, of one frame's part or of several frames, where they go and how their ids are made.
package struct BatchPart: Sendable {
    package let slices: [BatchSlice]
    /// Records that can't be read any more; then there are no others.
    package let lost: QuarantinedRange?
    package let route: Route
    package let installation: Digest128

    package init(slices: [BatchSlice], lost: QuarantinedRange? = nil, route: Route = .everything, installation: Digest128) {
        self.slices = slices
        self.lost = lost
        self.route = route
        self.installation = installation
    }

    package func clamped(to records: Range<RecordNumber>) -> BatchPart {
        guard lost == nil else { return self }
        return BatchPart(slices: slices.compactMap { $0.clamped(to: records) }, route: route, installation: installation)
    }

    package var records: Range<RecordNumber> {
        if let lost { return lost.records }
        guard let first = slices.first, let last = slices.last else { return .first ..< .first }
        return first.records.lowerBound..<last.records.upperBound
    }

    /// Whether any record of it goes to this sink.
    package var hasRecords: Bool { slices.contains { $0.hasRecords(on: route) } }

    package func encode(with encoder: inout some RecordEncoder, to output: inout OutputBuffer) {
        for slice in slices { slice.encode(with: &encoder, on: route, installation: installation, to: &output) }
    }

    /// A copy of the first record with what is needed to know it again.
    func deadLetter(_ reason: Reason, at time: Timestamp) -> DeadLetter? {
        guard let slice = slices.first, let index = slice.indices.first else { return nil }
        let frame = slice.frame
        let entry = frame.entries[index]
        let number = frame.recordNumber(at: index)
        let stream = frame.streams[Int(entry.stream)].descriptor
        let id = StreamIDs(of: frame, installation: installation).id(of: entry, number: number)
        return DeadLetter(
            record: number, eventID: id, source: stream.source, origin: stream.origin, bytes: [UInt8](frame.bytes(of: entry)),
            reason: reason.code.description, answer: reason.detail, time: time, envelope: frame.envelope(of: index))
    }

    /// What its records weigh: those that go by this outcome, the others as filtered, and lost ones as unreadable.
    package func tally(_ outcome: LedgerOutcome) -> Tally {
        var tally = Tally()
        for slice in slices {
            tally.add(slice.frame.meter(of: slice.indices), slice.frame.redactions(of: slice.indices), on: route, as: outcome)
        }
        if let lost { tally.add(lost, on: route) }
        return tally
    }
}

extension BatchSlice {
    fileprivate func hasRecords(on route: Route) -> Bool {
        guard let mask = route.mask(frame.streams) else { return !indices.isEmpty }
        let entries = frame.entries
        return mask.contains(true) && indices.contains { mask[Int(entries[$0].stream)] }
    }

    fileprivate func encode(
        with encoder: inout some RecordEncoder, on route: Route, installation: Digest128, to output: inout OutputBuffer
    ) {
        let mask = route.mask(frame.streams)
        let ids = StreamIDs(of: frame, installation: installation)
        let entries = frame.entries
        encoder.begin(streams: frame.streams, keys: frame.meter.keys)
        for index in indices {
            let entry = entries[index]
            if let mask, !mask[Int(entry.stream)] { continue }
            let id = ids.id(of: entry, number: frame.recordNumber(at: index))
            encoder.append(OutgoingRecord(bytes: frame.bytes(of: entry), entry: entry, id: id), to: &output)
        }
    }
}

/// What makes the ids of a frame's records, one for each of its streams.
private struct StreamIDs {
    private let streams: [(prefix: EventID.Prefix, usesOffset: Bool)]

    init(of frame: Frame, installation: Digest128) {
        streams = frame.streams.map { stream in
            stream.descriptor.kind == .file
                ? (EventID.Prefix(installation: installation, stream: stream.descriptor), true)
                : (EventID.Prefix(networkOf: installation), false)
        }
    }

    func id(of entry: RecordEntry, number: RecordNumber) -> Digest128 {
        let stream = streams[Int(entry.stream)]
        return stream.prefix.id(at: stream.usesOffset ? entry.streamOffset : number.value)
    }
}
