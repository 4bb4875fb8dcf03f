import Testing
import WeirRecords
import WeirSpool

@testable import WeirShipping

@Suite("Notices of dead letters")
struct LetterLogTests {
    @Test("the first is told at once, the others as a sum a minute, and none is left out")
    func sums() {
        var log = LetterLog(sink: "lake")
        var notices: [Notice] = []
        for second in 0..<600 {
            for _ in 0..<10 {
                log.add(RecordNumber(UInt64(second)), Reason("HTTP 400", "no"))
                if let notice = log.notice(at: Moment(nanoseconds: UInt64(second) * 1_000_000_000)) { notices.append(notice) }
            }
        }
        if let last = log.notice(at: Moment(nanoseconds: 600_000_000_000), isLast: true) { notices.append(last) }
        #expect(notices.count <= 12)
        #expect(notices[0].message == "a record went to the dead letters" && notices[0].details["record"] == "0")
        #expect(notices.reduce(0) { $0 + (Int($1.details["records"] ?? "1") ?? 0) } == 6_000)
        #expect(!log.hasUntold)
    }
}
