import Testing
import WeirRecords
import WeirSpool

@testable import WeirShipping

@Suite("Replay window")
struct ReplayWindowTests {
    private static let settings = ReplayWindow.Settings(bytes: ByteCount(100), age: .seconds(60))

    private static func records(_ range: Range<UInt64>) -> Range<RecordNumber> {
        RecordNumber(range.lowerBound)..<RecordNumber(range.upperBound)
    }

    private static func moment(_ seconds: UInt64) -> Moment { Moment(nanoseconds: seconds * 1_000_000_000) }

    @Test("nothing is outlived before both the bytes and the age are behind it")
    func needsBoth() {
        var window = ReplayWindow(Self.settings)
        window.wrote(Self.records(0..<5), bytes: 50, at: Self.moment(0))
        window.wrote(Self.records(5..<9), bytes: 100, at: Self.moment(1))
        #expect(window.outlived(at: Self.moment(59), unsent: 0) == nil)
        #expect(window.outlived(at: Self.moment(60), unsent: 1) == nil)
        #expect(window.outlived(at: Self.moment(60), unsent: 0)?.records == Self.records(0..<5))
        #expect(window.outlived(at: Self.moment(1_000), unsent: 0) == nil)
        #expect(window.parts.map(\.records) == [Self.records(5..<9)])
    }

    @Test("a close that the peer confirmed proves everything")
    func confirms() {
        var window = ReplayWindow(Self.settings)
        window.wrote(Self.records(0..<5), bytes: 50, at: Self.moment(0))
        window.wrote(Self.records(5..<9), bytes: 1, at: Self.moment(1))
        #expect(window.confirmAll()?.records == Self.records(0..<9))
        #expect(window.isEmpty)
    }

    @Test("after a connection broke nothing of it counts for the next")
    func forgets() {
        var window = ReplayWindow(Self.settings)
        window.wrote(Self.records(0..<5), bytes: 1_000, at: Self.moment(0))
        window.forget()
        window.wrote(Self.records(0..<5), bytes: 50, at: Self.moment(1))
        #expect(window.outlived(at: Self.moment(100), unsent: 0) == nil)
    }

    @Test("records of which nothing had to be sent are proven with those before them")
    func carriesEmptyWrites() {
        var window = ReplayWindow(Self.settings)
        window.wrote(Self.records(0..<5), bytes: 50, at: Self.moment(0))
        window.wrote(Self.records(5..<7), bytes: 0, at: Self.moment(50))
        window.wrote(Self.records(7..<9), bytes: 100, at: Self.moment(51))
        #expect(window.outlived(at: Self.moment(60), unsent: 0)?.records == Self.records(0..<7))
    }

    @Test("any number of writes is kept in a bounded number of parts, and none is lost or doubled")
    func isBounded() {
        var window = ReplayWindow(ReplayWindow.Settings(bytes: .mebibytes(1_000), age: .seconds(60)))
        for number in 0..<10_001 as Range<UInt64> {
            window.wrote(Self.records(number..<number + 1), bytes: 10, at: Self.moment(number))
        }
        #expect(window.parts.count <= ReplayWindow.maximumParts)
        let whole = window.confirmAll()
        #expect(whole?.records == Self.records(0..<10_001))
    }
}
