package import WeirRecords

/// A position in the write-ahead log: bytes since its beginning, as `16/B374D848`.
package struct WALPosition: Equatable, Comparable, Sendable, CustomStringConvertible {
    package var bytes: UInt64

    package init(bytes: UInt64) { self.bytes = bytes }

    /// Two hexadecimal numbers of up to eight digits.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...8).contains($0.utf8.count) && $0.allSatisfy(\.isHexDigit) }) else { return nil }
        guard let high = UInt64(parts[0], radix: 16), let low = UInt64(parts[1], radix: 16) else { return nil }
        bytes = high << 32 | low
    }

    package var description: String {
        String(bytes >> 32, radix: 16, uppercase: true) + "/" + String(bytes & 0xFFFF_FFFF, radix: 16, uppercase: true)
    }

    package static func < (left: WALPosition, right: WALPosition) -> Bool { left.bytes < right.bytes }
}

/// What two positions say of the time between them.
package struct WALDifference: Equatable, Sendable {
    package struct Point: Equatable, Sendable {
        package var position: WALPosition
        package var takenAt: Timestamp

        package init(_ position: WALPosition, at takenAt: Timestamp) {
            self.position = position
            self.takenAt = takenAt
        }
    }

    package let bytes: Double
    /// Over 0.
    package let spanHours: Double

    static let query = "SELECT now(), pg_current_wal_lsn()"

    /// - Parameter points: two or more, in the order of time; the first and the last count.
    package init(_ points: [Point]) throws(PlanError) {
        guard let first = points.first, let last = points.last, points.count > 1 else {
            throw .imported("there is one WAL position only", "give two: \"\(Self.query)\" now and a day later")
        }
        spanHours = try ImportedTime.span(first.takenAt, last.takenAt, of: "WAL position")
        for (before, after) in zip(points, points.dropFirst()) where after.position < before.position || after.takenAt < before.takenAt {
            throw .imported(
                "WAL goes back from \(before.position) (\(before.takenAt)) to \(after.position) (\(after.takenAt))",
                "give positions of one server in the order of time; a restored or upgraded server counts anew")
        }
        guard last.position > first.position else {
            throw .imported(
                "no WAL was written between \(first.takenAt) and \(last.takenAt)",
                "ask the primary, with \"\(Self.query)\": a standby writes none")
        }
        bytes = Double(last.position.bytes - first.position.bytes)
    }

    package var bytesPerHour: Double { bytes / spanHours }

    package var observations: Observations {
        var observations = Observations()
        let factor = SpanUncertainty.factor(spanHours: spanHours)
        observations.walPerHour = Observed(bytesPerHour, factor: factor, origin: "WAL positions, \(spanHours.hoursText) apart")
        observations.notes = [
            Plan.Assumption(
                subject: "WAL",
                text: "\((bytesPerHour * 24).bytesText) a day is what the whole server writes: the log table writes at most that,"
                    + " so it bounds the rows from above and says nothing of the least",
                lookUp: "two snapshots of pg_stat_user_tables count the table's own rows")
        ]
        return observations
    }
}
