/// How far the delivery of a record is proven. The raw values are part of the ledger's format.
package enum DeliveryGrade: UInt8, CaseIterable, Comparable, Sendable, Codable {
    /// The bytes were handed to the kernel.
    case sent = 0
    /// The peer's application answered.
    case accepted = 1
    /// The peer says that the record is stored.
    case durable = 2
    /// Counted back in the SIEM by its own search.
    case found = 3

    package static func < (left: DeliveryGrade, right: DeliveryGrade) -> Bool { left.rawValue < right.rawValue }
}
