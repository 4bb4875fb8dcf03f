package import WeirRecords

/// One host, application and minute in which two ledgers differ.
package struct Gap: Equatable, Sendable {
    package enum Kind: String, Sendable {
        /// Fewer records than expected.
        case missing
        /// As many records as expected, but not the same ones.
        case altered
        /// More records than expected; among them one of the expected may still be missing.
        case surplus
    }

    package var key: DigestKey
    package var expected: MeterCount
    package var found: MeterCount

    /// `nil` where both hold the same records. Bytes are not compared: a sink may wrap a line, its content stays the same.
    package init?(key: DigestKey, expected: MeterCount, found: MeterCount) {
        guard expected.records != found.records || expected.digest != found.digest else { return nil }
        self.key = key
        self.expected = expected
        self.found = found
    }

    package var kind: Kind {
        if found.records < expected.records { return .missing }
        return found.records == expected.records ? .altered : .surplus
    }

    /// Records that are shown to be missing: at least so many.
    package var missing: UInt64 { kind == .missing ? expected.records - found.records : 0 }
    /// Records more than expected.
    package var surplus: UInt64 { kind == .surplus ? found.records - expected.records : 0 }
}
