import WeirRecords

/// What a peer's application read, held at once against what was written: it outlives every end of the shipper.
struct Arrivals {
    private(set) var serials: Set<Int> = []
    /// Record number of the last one that came for the first time.
    private var last = -1
    /// The id under which each serial came: one, whatever happened in between.
    private var ids: [Int: String] = [:]
    /// During which connection, or life of the shipper, each serial last came.
    private var epochs: [Int: Int] = [:]
    private var epoch = 0
    /// Records before it are durably settled: they may not come again, whatever ends.
    private var floor = 0
    /// Their answer was lost.
    private var pardoned: Set<Int> = []
    private(set) var records = 0
    private(set) var violations: [String] = []

    var duplicates: Int { records - serials.count }

    /// A connection or a life is over: what it had sent and not settled may come again.
    mutating func beginEpoch(settled floor: Int) {
        epoch += 1
        self.floor = max(self.floor, floor)
    }

    /// Came, and whoever sent it will not know.
    mutating func pardon(_ serial: Int) { pardoned.insert(serial) }

    mutating func add(id: String, line: [UInt8], _ books: Books) {
        records += 1
        guard let serial = serial(of: line), books.written(serial) == line else {
            return fail("altered: \(String(decoding: line, as: UTF8.self))")
        }
        guard let number = books.number(of: serial) else { return fail("serial \(serial) arrived before it was durable") }
        if let known = ids[serial], known != id { fail("serial \(serial) came under \(known) and \(id)") }
        ids[serial] = id
        if serials.insert(serial).inserted {
            if number <= last { fail("record \(number) came for the first time behind \(last)") }
            last = number
        } else if !mayComeAgain(serial, number) {
            fail("record \(number) came again, and nothing had been lost")
        }
        epochs[serial] = epoch
        pardoned.remove(serial)
    }

    mutating func fail(_ what: String) { violations.append(what) }

    private func mayComeAgain(_ serial: Int, _ number: Int) -> Bool {
        pardoned.contains(serial) || (epochs[serial] ?? epoch) < epoch && number >= floor
    }
}
