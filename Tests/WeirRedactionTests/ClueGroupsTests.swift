import Foundation
import Testing
import WeirSystem

@testable import WeirRedaction

@Suite("Groups of what is looked for")
struct ClueGroupsTests {
    private static let texts = Set(
        Clue.literals(shift: 0).map { $0.text.lowercased() }.filter { !$0.isEmpty })

    /// As ``TextGroups`` chooses: the first bytes of a text that stand in any group.
    private static func window(of text: String, _ known: Set<[UInt8]>) -> [UInt8]? {
        let bytes = Array(text.utf8)
        return (0...max(0, bytes.count - 3)).lazy.map { Array(bytes[$0...].prefix(4)) }.first {
            known.contains($0)
        }
    }

    @Test(
        "each text of a clue has its place: else write them anew, as Tests/Benchmarks/place-texts.py says"
    )
    func complete() {
        let known = Set(ClueGroups.windows.joined().map { Array($0.utf8) })
        let missing = Self.texts.filter { Self.window(of: $0, known) == nil }
        #expect(missing.isEmpty)
    }

    @Test("no group holds what no text needs, and none holds what another one does")
    func needed() {
        let windows = ClueGroups.windows.joined().map { Array($0.utf8) }
        let known = Set(windows)
        #expect(known.count == windows.count)
        let used = Set(Self.texts.compactMap { Self.window(of: $0, known) })
        #expect(known.subtracting(used).map { String(decoding: $0, as: UTF8.self) } == [])
    }

    /// For Tests/Benchmarks/place-texts.py: what is compared of each text, and its endings, in hexadecimal.
    @Test("the texts are written where WEIR_TEXTS says", .enabled(if: file != nil))
    func written() throws {
        let lines = Clue.literals(shift: 0).filter { !$0.text.isEmpty }.map { literal in
            "\(Self.hexadecimal(literal.text.lowercased()))\t\(literal.endings.map { Self.hexadecimal($0.lowercased()) }.joined(separator: ","))\n"
        }
        try lines.joined().write(toFile: try #require(Self.file), atomically: true, encoding: .utf8)
    }

    private static let file = ProcessInfo.processInfo.environment["WEIR_TEXTS"]

    private static func hexadecimal(_ text: String) -> String {
        text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
