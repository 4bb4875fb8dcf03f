import Testing

@testable import WeirSpool

@Suite("Names of segments")
struct SegmentNameTests {
    @Test(
        "a name is its first record's number, and sorts as it does",
        arguments: [0, 1, 999, UInt64(1) << 40, FrameLimits.lastRecord.value - 1])
    func names(number: UInt64) {
        let name = SegmentName.name(of: RecordNumber(number))
        #expect(name.count == 25)
        #expect(SegmentName.firstRecord(of: name) == RecordNumber(number))
    }

    @Test(
        "nothing else is a segment",
        arguments: [
            "0.weir", "00000000000000000000.weir.new", "0000000000000000000a.weir", "99999999999999999999.weir",
            "18446744073709551615.weir", "00000000000000000000", "",
        ])
    func others(name: String) {
        #expect(SegmentName.firstRecord(of: name) == nil)
    }
}
