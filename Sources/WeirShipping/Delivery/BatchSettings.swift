package import WeirRecords

/// How much goes at once.
package struct BatchSettings: Equatable, Sendable {
    package static let maximumBytes = ByteCount.mebibytes(64)
    package static let maximumRecords = 1_000_000

    /// Bytes before compression, what the encoding adds among them; one record may be over it by itself.
    package var bytes: ByteCount
    package var records: Int
    /// How long a record waits at most for others to come.
    package var age: Duration

    package init(bytes: ByteCount = .mebibytes(1), records: Int = 10_000, age: Duration = .seconds(1)) {
        self.bytes = min(max(bytes, ByteCount(1)), Self.maximumBytes)
        self.records = min(max(records, 1), Self.maximumRecords)
        self.age = age
    }
}
