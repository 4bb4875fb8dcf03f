package import WeirRecords

/// A record as it came, where it lies.
package struct Arrival {
    /// Its line as the source had it.
    package var line: UnsafeRawBufferPointer
    /// That the sender named; empty where it named none.
    package var host: UnsafeRawBufferPointer
    /// The event id that travelled with it.
    package var id: Digest128?

    package init(line: UnsafeRawBufferPointer, host: UnsafeRawBufferPointer, id: Digest128?) {
        self.line = line
        self.host = host
        self.id = id
    }
}

/// Records on their way into a ledger, some at a time.
struct ArrivalBatch {
    private static let size = 32

    private var arrivals: [Arrival] = []

    mutating func add(_ arrival: Arrival, to ledger: inout ReceiverLedger) {
        arrivals.append(arrival)
        if arrivals.count == Self.size { flush(to: &ledger) }
    }

    mutating func flush(to ledger: inout ReceiverLedger) {
        ledger.add(arrivals)
        arrivals.removeAll(keepingCapacity: true)
    }
}
