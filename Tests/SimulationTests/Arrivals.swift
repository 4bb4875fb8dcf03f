import WeirRecords

/// What a peer's application read: it outlives every loss of the shipper's power.
struct Arrivals {
    private(set) var lines: [Int: [UInt8]] = [:]
    private(set) var records = 0
    /// The ids under which each serial came: one, whatever happened in between.
    private(set) var ids: [Int: Set<String>] = [:]
    private(set) var unreadable: [[UInt8]] = []

    var duplicates: Int { records - lines.count }

    mutating func add(id: String, line: [UInt8]) {
        records += 1
        guard let serial = serial(of: line), lines[serial] == nil || lines[serial] == line else { return unreadable.append(line) }
        lines[serial] = line
        ids[serial, default: []].insert(id)
    }

    mutating func fail(_ bytes: [UInt8]) { unreadable.append(bytes) }
}
