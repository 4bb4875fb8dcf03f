import Testing
import WeirRecords

@testable import WeirShipping

@Suite("the mark of a line in parts")
struct CutMarkTests {
    @Test(
        "over HTTP a record that is a part of its line says so, and whether it is the first",
        arguments: [([], ""), ([.cut], #","part":"first""#), ([.cut, .rest], #","part":"next""#)] as [(RecordFlags, String)])
    func marked(flags: RecordFlags, mark: String) {
        var encoder = NDJSONEncoder()
        let identity = #""_weir":{"id":"fedcba98765432100123456789abcdef","host":"web-app-1","source":"kasm""# + mark + "}"
        #expect(EncodedRecord("part", flags: flags).text(with: &encoder) == "{" + identity + #","message":"part"}"# + "\n")
    }
}
