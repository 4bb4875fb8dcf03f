package import WeirRecords

/// What `weir receive` writes: a documented contract, version 1; its keys are these names in snake_case.
package struct ReceiverReport: Equatable, Sendable, Codable {
    package struct Input: Equatable, Sendable, Codable {
        package var name: String
        package var records: UInt64
        package var distinct: UInt64
        /// Records whose event id came before.
        package var duplicates: UInt64
        /// Records that came without an event id.
        package var unidentified: UInt64
        /// Records beyond the ids that are remembered: duplicates among them are told by serial only.
        package var untold: UInt64
        package var serials: Serials
        /// Of the records' lines, duplicates included, without line ends.
        package var payloadBytes: UInt64
        /// As received: bodies as compressed, all of syslog's stream.
        package var wireBytes: UInt64
        /// When the first bytes came and the last ones, by the wall clock (RFC 3339, UTC); nil where none came.
        package var firstArrival: String?
        package var lastArrival: String?
        package var requests: UInt64
        /// Requests of which nothing was stored, by fault or by limit.
        package var refused: UInt64
        /// Messages and lines that could not be read as such.
        package var malformed: UInt64
        /// Connections that ended in the middle of a message.
        package var torn: UInt64
        /// Of distinct records only.
        package var digests: [ContentRow]
    }

    package struct Serials: Equatable, Sendable, Codable {
        /// The number expected; without one, the highest that came.
        package var expected: UInt64
        package var missing: UInt64
        package var repeated: UInt64
        /// 0, or above what is expected.
        package var unexpected: UInt64
        /// Records without a serial.
        package var without: UInt64
        package var gaps: [SerialSet.Gap]
    }

    package var version = 1
    package var inputs: [Input]

    package init(inputs: [Input]) { self.inputs = inputs }
}

extension ReceiverReport {
    /// What speaks against the run, in words; empty where all is well.
    ///
    /// - Parameter isStrict: duplicates, torn messages, malformed ones and unexpected serials count, too.
    package func shortcomings(isStrict: Bool) -> [String] {
        inputs.flatMap { input in
            var found: [String] = []
            if input.serials.missing > 0 {
                found.append(
                    "\(input.name): \(input.serials.missing) of \(input.serials.expected) records are missing: \(input.serials.gapText)")
            }
            guard isStrict else { return found }
            let strict: [(UInt64, String)] = [
                (input.duplicates, "duplicates"), (input.serials.repeated, "repeated serials"), (input.torn, "torn messages"),
                (input.malformed, "malformed messages"), (input.serials.unexpected, "unexpected serials"),
            ]
            found += strict.filter { $0.0 > 0 }.map { "\(input.name): \($0.0) \($0.1)" }
            return found
        }
    }
}

extension ReceiverReport.Serials {
    /// Gaps named in a line for people; the report's list has them all.
    private static let named = 10

    /// `17, 40–52, … and 3 more gaps`.
    package var gapText: String {
        let text = gaps.prefix(Self.named).map { $0.from == $0.to ? "\($0.from)" : "\($0.from)–\($0.to)" }
        let more = gaps.count - text.count
        return text.joined(separator: ", ") + (more > 0 ? " and \(more) more gaps" : "")
    }
}
