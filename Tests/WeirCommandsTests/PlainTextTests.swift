import Foundation
import Testing

@testable import WeirCommands

@Suite("Plain text")
struct PlainTextTests {
    /// One of every kind that could move a cursor, turn text around, or not be seen.
    static let hidden: [UInt32] = [
        0x00, 0x07, 0x08, 0x0B, 0x0D, 0x1B, 0x7F, 0x80, 0x85, 0x90, 0x9B, 0x9D, 0x9F, 0xAD, 0x34F, 0x61C, 0x180E, 0x200B, 0x200D, 0x200E,
        0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x206F, 0x3164, 0xFEFF, 0xFFF9, 0xFDD0, 0xE0001, 0xE0041, 0xE007F,
    ]

    @Test("what can't be seen is shown", arguments: hidden)
    func shown(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        for plain in [PlainText.of("a\(scalar)b"), PlainText.lines("a\(scalar)b")] {
            #expect(!plain.unicodeScalars.contains(scalar) && plain.hasPrefix("a\\") && plain.hasSuffix("b"), "\(plain)")
        }
    }

    @Test("what can be seen stays as it is", arguments: ["", "plain", "Zürich – 東京", "line 1 │ ▁▂▃ ░", "♥\u{FE0F}", "a\\x1bb", "“…” ½"])
    func kept(text: String) { #expect(PlainText.of(text) == text && PlainText.lines(text) == text && PlainText.json(text) == text) }

    @Test("line ends and tabs stay between lines and are shown within a cell")
    func lines() {
        #expect(PlainText.lines("a\tb\nc") == "a\tb\nc")
        #expect(PlainText.of("a\tb\nc\r") == "a\\tb\\nc\\r")
        var table = TextTable([.init("name"), .init("is")])
        table.append("a\nSAFE: all", "\u{202E}x\u{9B}31m")
        #expect(table.rendered().split(separator: "\n").count == 2 && table.rendered().contains("a\\nSAFE: all  \\u{202e}x\\x9b31m"))
    }

    @Test("in JSON they are escapes that every parser reads back", arguments: hidden)
    func json(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let text = try Output.jsonText(["key": "a\(scalar)b"])
        #expect(!text.unicodeScalars.contains(scalar) && text.utf8.allSatisfy { $0 < 0x7F })
        #expect(try JSONDecoder().decode([String: String].self, from: Data(text.utf8)) == ["key": "a\(scalar)b"])
        #expect(!ControlLine.text(["key": "\(scalar)"]).unicodeScalars.contains(scalar))
    }

    @Test("only the program's own colours come through, whoever writes escapes or what stands for them")
    func colours() {
        let paint = Paint(isOn: true)
        let fence = String(decoding: [0xFDD0] as [UInt16], as: UTF16.self)
        let line = PlainText.of(paint.alert("down") + " \u{1B}[31mred\u{1B}[0m \\x1b[31m " + fence)
        #expect(paint.restored(in: line) == "\u{1B}[31mdown\u{1B}[0m \\x1b[31mred\\x1b[0m \\x1b[31m \\u{fdd0}")
        #expect(Paint.none.alert("down") == "down")
    }
}
