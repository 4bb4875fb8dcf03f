/// Where a sink stands in its spool.
package struct SinkStanding: Equatable, Sendable {
    package var name: String
    /// Still in the configuration: its records are kept until it has them.
    package var isConfigured: Bool
    /// The next record that is not settled.
    package var cursor: RecordNumber
    /// The next record that is not counted as committed.
    package var folded: RecordNumber

    package init(name: String, isConfigured: Bool, cursor: RecordNumber, folded: RecordNumber) {
        self.name = name
        self.isConfigured = isConfigured
        self.cursor = cursor
        self.folded = folded
    }
}

extension StateStore {
    /// Of every sink that ever was, in the order of names.
    package func standings() throws(StateError) -> [SinkStanding] {
        try reading { db in
            try SinkState.all(db).values.sorted { $0.name < $1.name }.map {
                SinkStanding(name: $0.name, isConfigured: $0.isConfigured, cursor: $0.cursor, folded: $0.folded)
            }
        }
    }
}
