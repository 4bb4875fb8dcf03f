/// The order of a log's files by age, from scan to scan.
package enum FamilyOrder {
    /// Those that have a name are ordered by it. One that has none keeps its place: before every file that was behind it, and before those that
    /// are new, since a rotation only adds younger ones.
    ///
    /// - Parameters:
    ///   - before: the order up to now, from the oldest to the youngest.
    ///   - named: the files that have a name, by their names, new ones among them.
    ///   - unnamed: the files that have none any more.
    package static func merge(_ before: [TailID], named: [TailID], unnamed: Set<TailID>) -> [TailID] {
        let places = Dictionary(uniqueKeysWithValues: before.enumerated().map { ($1, $0) })
        var order = named
        for id in before.reversed() where unnamed.contains(id) {
            let place = places[id] ?? 0
            let next = order.firstIndex { places[$0].map { $0 > place } ?? true }
            order.insert(id, at: next ?? order.endIndex)
        }
        return order + unnamed.filter { places[$0] == nil }.sorted()
    }
}
