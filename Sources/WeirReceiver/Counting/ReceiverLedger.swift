package import WeirRecords

/// What came in through one input. A pure value: told what was parsed, asked for a report.
package struct ReceiverLedger: Sendable {
    package let name: String
    /// Serials 1 to this many are expected; nil where nothing is known.
    package let expected: UInt64?
    package private(set) var records: UInt64 = 0
    package private(set) var distinct: UInt64 = 0
    package private(set) var duplicates: UInt64 = 0
    private var unidentified: UInt64 = 0
    private var untold: UInt64 = 0
    private var payloadBytes: UInt64 = 0
    private var wireBytes: UInt64 = 0
    /// When the first bytes came, and the last.
    private var period: ClosedRange<Timestamp>?
    private var requests: UInt64 = 0
    private var refused: UInt64 = 0
    private var malformed: UInt64 = 0
    private var torn: UInt64 = 0
    private var withoutSerial: UInt64 = 0
    private var unexpectedSerials: UInt64 = 0
    private var repeatedSerials: UInt64 = 0
    private var serials: SerialSet
    private var ids = DigestSet()
    /// Says nothing: see ``DigestSet/touch(_:)``.
    private var touched: UInt64 = 0
    private var reader = ContentReader()
    private var counts: [MeterCount] = []

    package init(name: String, expected: UInt64? = nil) {
        self.name = name
        self.expected = expected
        serials = SerialSet(limit: expected ?? ReceiverLimits.highestSerial)
    }

    /// Some records came.
    package mutating func add(_ arrivals: [Arrival]) {
        for arrival in arrivals { if let id = arrival.id { touched &+= ids.touch(id) } }
        for arrival in arrivals { add(arrival.line, host: arrival.host, id: arrival.id) }
    }

    /// A record came: its line as the source had it.
    ///
    /// - Parameters:
    ///   - host: that the sender named.
    ///   - id: the event id that travelled with it.
    package mutating func add(_ line: UnsafeRawBufferPointer, host: UnsafeRawBufferPointer, id: Digest128?) {
        records += 1
        payloadBytes += UInt64(line.count)
        let isNewSerial = note(SerialText.find(in: line))
        guard isDistinct(id, isNewSerial: isNewSerial) else {
            duplicates += 1
            return
        }
        distinct += 1
        let content = reader.read(line, host: host)
        while counts.count <= content.key { counts.append(.zero) }
        counts[content.key].add(MeterCount(records: 1, bytes: UInt64(line.count), digest: content.digest))
    }

    /// Bytes came from the network, at this moment.
    package mutating func addWire(_ bytes: Int, at now: Timestamp) {
        wireBytes += UInt64(bytes)
        period = min(period?.lowerBound ?? now, now)...max(period?.upperBound ?? now, now)
    }
    /// A request was answered or its connection cut on purpose; `isRefused` where nothing of it was stored.
    package mutating func addRequest(isRefused: Bool) {
        requests += 1
        if isRefused { refused += 1 }
    }
    /// Something that is no message was taken for none.
    package mutating func addMalformed() { malformed += 1 }
    /// A connection ended in the middle of a message.
    package mutating func addTorn() { torn += 1 }

    /// Every expected serial came.
    package var isComplete: Bool { expected.map { serials.count >= $0 } ?? false }

    /// Nil where the line had no serial that could be looked up.
    private mutating func note(_ serial: UInt64?) -> Bool? {
        guard let serial else {
            withoutSerial += 1
            return nil
        }
        switch serials.insert(serial) {
        case .new: return true
        case .repeated:
            repeatedSerials += 1
            return false
        case .outside:
            unexpectedSerials += 1
            return nil
        }
    }

    /// By event id; of a sender that gives none, by serial.
    private mutating func isDistinct(_ id: Digest128?, isNewSerial: Bool?) -> Bool {
        guard let id else {
            unidentified += 1
            return isNewSerial ?? true
        }
        switch ids.insert(id) {
        case .new: return true
        case .known: return false
        case .full:
            untold += 1
            return isNewSerial ?? true
        }
    }
}

extension ReceiverLedger {
    package var report: ReceiverReport.Input {
        let through = expected ?? serials.highest
        return ReceiverReport.Input(
            name: name, records: records, distinct: distinct, duplicates: duplicates, unidentified: unidentified, untold: untold,
            serials: ReceiverReport.Serials(
                expected: through, missing: through - min(through, serials.count), repeated: repeatedSerials,
                unexpected: unexpectedSerials, without: withoutSerial, gaps: serials.gaps(through: through)),
            payloadBytes: payloadBytes, wireBytes: wireBytes, firstArrival: period?.lowerBound.description,
            lastArrival: period?.upperBound.description, requests: requests, refused: refused, malformed: malformed, torn: torn,
            digests: zip(reader.keys, counts).filter { $1.records > 0 }.map { ContentRow(key: $0, count: $1) }.sorted())
    }
}
