/// What a case leaves open, and what it is taken to be.
extension TableCase {
    package var assumptions: [String] { guessedRepetition + guessedShares }

    /// Leading columns of an index whose values the sample doesn't tell: equal lengths count as equal values.
    private var guessedRepetition: [String] {
        let names = indexes.filter { $0.method == .btree }.flatMap { index in index.columns.prefix { !grows($0) } }
        let guessed = Set(names).filter { name in !isKnown(name) }.sorted()
        return guessed.map { name in
            "\(name): the sample has no \(name)_value, so values of one length count as one value in the index over it"
        }
    }

    private var guessedShares: [String] {
        let columns = Set(indexes.compactMap { $0.condition?.column }).filter { !isKnown($0) }.sorted()
        return columns.map { "\($0): the sample has no \($0)_value, so the index with a condition on it counts as holding every row" }
    }

    private func grows(_ name: String) -> Bool { columns.first { $0.name == name }?.type.grows ?? false }

    /// Whether the sample tells the column's values; identifiers need none.
    private func isKnown(_ name: String) -> Bool {
        guard let index = columns.firstIndex(where: { $0.name == name }), !columns[index].type.isUUID else { return true }
        return sample.rows.contains { $0.values[index] != nil } || sample.rows.allSatisfy { $0.columns[index] == nil }
    }
}
