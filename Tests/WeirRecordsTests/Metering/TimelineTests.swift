import Testing
import WeirRecords

@Suite("timelines")
struct TimelineTests {
    private static let second: Int64 = 1_000_000
    private static let day: Int64 = 86_400 * second

    private func timeline(_ times: [Int64]) -> Timeline {
        times.reduce(into: Timeline()) { $0.add(Timestamp(microseconds: $1), .standard) }
    }

    private func records(_ stretches: [Timeline.Stretch]) -> UInt64 { stretches.reduce(0) { $0 + $1.records } }

    @Test("a record of another time does not stretch the log, wherever it stands", arguments: [0, 50, 99], [-20_000, 36_500, -1])
    func wrongClock(place: Int, days: Int64) {
        var times = (0..<100).map { 20_000 * Self.day + Int64($0) * 60 * Self.second }
        times[place] += days * Self.day
        let sorted = timeline(times).sorted { _ in true }
        let span = (sorted.kept.map(\.last).max()?.microseconds ?? 0) - (sorted.kept.map(\.first).min()?.microseconds ?? 0)
        // One before all others, or behind them, can't be told from the first or the last burst of a log.
        if (place == 0 && days < 0) || (place == 99 && days > 0) { return #expect(sorted.setAside.isEmpty) }
        #expect(records(sorted.setAside) == 1 && span <= 99 * 60 * Self.second)
    }

    @Test("records slightly out of order are in one stretch")
    func skew() {
        let times = (0..<1_000).map { 20_000 * Self.day + Int64($0 ^ 7) * 60 * Self.second }
        #expect(timeline(times).stretches.count == 1)
    }

    @Test("a sparse log of years is one sequence, in bounded memory")
    func sparse() {
        let sorted = timeline((0..<20_000).map { 10_000 * Self.day + Int64($0) * 3 * 3_600 * Self.second }).sorted { _ in true }
        #expect(sorted.setAside.isEmpty && records(sorted.kept) == 20_000 && sorted.kept.count <= 256)
    }

    @Test("a log whose time jumps all the while keeps every record")
    func disordered() {
        let timeline = timeline((0..<5_000).map { ($0.isMultiple(of: 2) ? 20_000 : 19_000) * Self.day + Int64($0) * Self.second })
        #expect(timeline.isDisordered && records(timeline.sorted { _ in true }.kept) == 5_000)
    }

    @Test("parts that go on one after another are what the whole is", arguments: [1, 10, 50, 99])
    func parts(cut: Int) {
        let times = (0..<100).map { 20_000 * Self.day + Int64($0) * ($0 > 60 ? 3_600 : 60) * Self.second }
        var first = timeline(Array(times[..<cut]))
        first.append(timeline(Array(times[cut...])))
        #expect(first == timeline(times))
    }

    @Test("pauses that no chance makes are breaks; even and random records have none")
    func breaks() {
        let even = timeline((0..<300).map { 20_000 * Self.day + Int64($0) * 8_640 * Self.second })
        #expect(even.pauses.breaks(records: 300, span: 299 * 8_640).count == 0)
        let bursts = timeline((0..<40).map { 20_000 * Self.day + Int64($0 % 20) * Self.second + Int64($0 / 20) * 30 * Self.day })
        #expect(bursts.pauses.breaks(records: 40, span: 30 * 86_400 + 19).count == 1)
    }
}
