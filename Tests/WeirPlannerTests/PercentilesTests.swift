import Foundation
import Testing

@testable import WeirPlanner

@Suite("percentiles")
struct PercentilesTests {
    @Test("a percentile lies between the draws that stand for the shares about it")
    func interpolation() {
        let found = Percentiles(of: (1...100).map(Double.init).shuffled())
        #expect(found == Percentiles(p10: 10.5, p50: 50.5, p90: 90.5, p95: 95.5))
        #expect(Percentiles(of: [7]) == .exactly(7) && Percentiles(of: []) == .exactly(0))
    }

    @Test("few draws that stand for many have their percentiles")
    func subset() {
        let all = (0..<1000).map { Double($0 * $0) }
        let few = stride(from: 5, to: 1000, by: 10).map { all[$0] }
        #expect(abs(percent(Percentiles(of: few).p95, Percentiles(of: all).p95)) < 1)
        #expect(abs(percent(Percentiles(of: few).p10, Percentiles(of: all).p10)) < 2)
    }

    @Test("draws that never come to it are infinite: half of them never, and the median is never")
    func never() throws {
        let half = Percentiles(of: [1, 2, 3, 4, 5, 6, .infinity, .infinity, .infinity, .infinity])
        #expect(half.p10.isFinite && half.p50.isFinite && half.p90 == .infinity && half.p95 == .infinity)
        #expect(Percentiles(of: [1, .infinity]).p50 == .infinity)
        let json = try JSONEncoder().encode(half)
        #expect(String(decoding: json, as: UTF8.self).contains("\"p95\":null"))
        #expect(try JSONDecoder().decode(Percentiles.self, from: json) == half)
    }

    @Test("WAL on the disk grows with what is written, up to max_wal_size, and the floor is others' use")
    func walKept() {
        let settings = CheckpointSettings()
        let kept = [0, 1e6, 1e8, 1e9, 1e10, 1e13].map { settings.walKept(perHour: $0) }
        #expect(kept == kept.sorted() && kept[0] == 0)
        #expect(abs(kept[5] - (Double(1 << 30) - CheckpointSettings.walFloorBytes)) < 1)
        // 10⁹ an hour: a twelfth between checkpoints, 2.09 times that, less the floor.
        #expect(abs(kept[3] - (1e9 / 12 * 1.9 * 1.1 - CheckpointSettings.walFloorBytes)) < 1)
        #expect(CheckpointSettings(walBytes: 0).walKept(perHour: 1e10) > kept[4])
    }
}
