package import WeirRecords

/// What patterns match and can't be read, from scan to scan. A pure value: it is told what a scan could not read, and says what is missing
/// by that, as far as nobody said it before.
package struct UnreadLogs: Sendable {
    package enum Subject: Hashable, Sendable {
        case file(FileIdentity)
        /// One that is followed: where it is lost, that is said elsewhere.
        case followed(FileIdentity)
        /// A directory that can't be listed, or a name that can't be looked at.
        case place(String)
    }

    package struct Seen: Equatable, Sendable {
        package var path: String
        /// Of an empty file nothing is missing as long as it is there.
        package var isEmpty = false

        package init(path: String, isEmpty: Bool = false) { (self.path, self.isEmpty) = (path, isEmpty) }
    }

    package struct Missing: Equatable, Sendable {
        package var path: String
        /// From then on nobody said that it is missing; `nil`: since before the source started.
        package var since: Timestamp?
        /// It was never read, and now it is not there any more.
        package var isGone: Bool
    }

    /// What became of something that could be read by now, or is gone.
    package enum Fate: Sendable { case known, gone, unclear }

    private struct Entry: Sendable {
        var seen: Seen
        var since: Timestamp?
        var foundAt: Timestamp
        var saidAt: Timestamp?
        var missedScans = 0
    }

    /// A right to read that comes later than the file is no loss: a rotation makes the file first.
    package static let patience = Duration.seconds(60)
    /// Once said it is said again after this time, so that the minutes since then are known to be incomplete as well.
    package static let repetition = Duration.seconds(3600)
    /// Subjects kept in mind.
    package static let capacity = 65_536

    private var entries: [Subject: Entry] = [:]
    private let scansToVanish: Int

    package init(scansToVanish: Int = RotationTracker.scansToVanish) { self.scansToVanish = scansToVanish }

    package var isEmpty: Bool { entries.isEmpty }

    /// - Parameters:
    ///   - found: what a scan could not read, and how it was seen.
    ///   - since: the scan before; `nil` at the first.
    ///   - fate: asked of what was found before and was not now.
    package mutating func observe(
        _ found: [Subject: Seen], since: Timestamp?, now: Timestamp, fate: (Subject, _ path: String) -> Fate
    ) -> [Missing] {
        var missing: [Missing] = []
        // In order, so that a simulated run looks at the same names in the same order each time.
        for (subject, entry) in entries.filter({ found[$0.key] == nil }).sorted(by: { $0.value.seen.path < $1.value.seen.path }) {
            switch fate(subject, entry.seen.path) {
            case .known: entries[subject] = nil
            case .unclear: break
            case .gone where entry.missedScans + 1 >= scansToVanish:
                entries[subject] = nil
                missing.append(Missing(path: entry.seen.path, since: entry.since, isGone: true))
            case .gone: entries[subject]?.missedScans += 1
            }
        }
        for (subject, seen) in found {
            guard var entry = entries[subject] else {
                if entries.count < Self.capacity { entries[subject] = Entry(seen: seen, since: since, foundAt: now) }
                continue
            }
            (entry.seen, entry.missedScans) = (seen, 0)
            let wait = entry.saidAt == nil ? Self.patience : Self.repetition
            if !seen.isEmpty, now.hasPassed(wait, since: entry.saidAt ?? entry.foundAt) {
                missing.append(Missing(path: seen.path, since: entry.since, isGone: false))
                (entry.since, entry.saidAt) = (now, now)
            }
            entries[subject] = entry
        }
        return missing.sorted { $0.path < $1.path }
    }

    /// A file's loss was said by someone who knew more of it.
    package mutating func wasLost(_ identity: FileIdentity) {
        entries[.file(identity)] = nil
        entries[.followed(identity)] = nil
    }

    /// All that is still unread at the end.
    ///
    /// - Parameter found: what could not be read since the last scan.
    package mutating func end(_ found: [Subject: Seen], now: Timestamp) -> [Missing] {
        for (subject, seen) in found where entries[subject] == nil { entries[subject] = Entry(seen: seen, since: nil, foundAt: now) }
        defer { entries = [:] }
        return entries.values.filter { !$0.seen.isEmpty }.map { Missing(path: $0.seen.path, since: $0.since, isGone: false) }
            .sorted { $0.path < $1.path }
    }
}
