import WeirPlanner

/// Names for indexes that have none in a case: their columns, and what PostgreSQL ends such names with.
enum IndexNames {
    static func names(of indexes: [LogTable.Index]) -> [String] {
        var taken: [String: Int] = [:]
        return indexes.map { index in
            let name = index.columns.joined(separator: "_") + (index.primary ? "_pkey" : "_idx")
            let count = taken[name, default: 0]
            taken[name] = count + 1
            return count == 0 ? name : "\(name)\(count)"
        }
    }
}
