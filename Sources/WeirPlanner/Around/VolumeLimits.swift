import WeirRecords

/// What the disk can do; nil where nothing says.
package struct VolumeLimits: Equatable, Sendable {
    /// Operations a second.
    package var operations: Double?
    /// Bytes a second.
    package var throughput: Double?
    package var origin: Figure.Origin
    package var source: String

    private static let mebibyte = 1_048_576.0
    /// gp3 under RDS: small volumes lie on one disk, from 400 GiB on they are striped over four.
    private static let striped = (from: ByteCount.gibibytes(400), operations: 12_000.0, throughput: 500 * mebibyte)
    private static let plain = (operations: 3_000.0, throughput: 125 * mebibyte)

    package init(_ database: DatabasePlan) {
        if let volume = database.volume {
            operations = volume.operationsPerSecond.map(Double.init)
            throughput = volume.throughputPerSecond.map { Double($0.bytes) }
            (origin, source) = (.given, "database.volume")
        } else if database.engine == .rdsMultiAZ {
            let isStriped = database.disk >= Self.striped.from
            operations = isStriped ? Self.striped.operations : Self.plain.operations
            throughput = isStriped ? Self.striped.throughput : Self.plain.throughput
            (origin, source) = (.assumed, "gp3 baseline under RDS, \(isStriped ? "400 GiB and more" : "under 400 GiB")")
        } else {
            (origin, source) = (.assumed, "database.volume is not given")
        }
    }
}
