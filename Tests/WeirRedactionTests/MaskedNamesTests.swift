import Foundation
import Testing

@testable import WeirRedaction

@Suite("Names of members that are masked")
struct MaskedNamesTests {
    private static let tokens = ["A", "B", "C"].map { "gh" + "p_" + String(repeating: $0 + "b3", count: 12) }

    @Test(
        "a masked name is unlike each name beside it, before or behind it and however that is written",
        arguments: [
            (#"{"m": "x", "***": 1, "§0": 2}"#, #"{"m": "x", "***": 1, "***2": 2}"#),
            (#"{"m": "x", "§0": 1, "***": 2}"#, #"{"m": "x", "***2": 1, "***": 2}"#),
            (#"{"§0": 1, "***2": 2, "\u002a**": 3, "§1": 4}"#, #"{"***3": 1, "***2": 2, "\u002a**": 3, "***4": 4}"#),
            (#"{"m": {"***": 1, "§0": 2}, "§1": 3}"#, #"{"m": {"***": 1, "***2": 2}, "***": 3}"#),
            (#"{"m": "{\"§0\": 1, \"§1\": 2}"}"#, #"{"m": "{\"***\": 1, \"***2\": 2}"}"#),
        ])
    func unlike(line: String, left: String) throws {
        let line = Self.tokens.enumerated().reduce(line) { $0.replacing("§\($1.offset)", with: $1.element) }
        #expect(try RedactionBench().redact(line).text == left)
    }

    @Test("as many as an object has: none is like another")
    func many() throws {
        let members = (0..<200).map { #""gh"# + "p_" + String(repeating: "Ab3", count: 11) + #"\#(100 + $0)": \#($0)"# }
        let left = try RedactionBench().redact("{\(members.joined(separator: ", "))}").text
        let object = try #require(try JSONSerialization.jsonObject(with: Data(left.utf8)) as? [String: Any])
        #expect(object.count == 200)
        #expect(!left.contains("Ab3"))
    }
}
