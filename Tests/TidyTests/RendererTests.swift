import TestSupport
import Testing

/// All that commands print goes through one place, which makes it plain and says where it could not be written.
@Suite("One renderer")
struct RendererTests {
    @Test("no command prints around the renderer")
    func commandsPrintThroughIt() throws {
        let around = ["FileHandle.standard", "STDOUT_FILENO", "STDERR_FILENO", "StandardStream.", "\\u{1B}"]
        for file in try Repository.files(below: "Sources/WeirCommands", ending: ".swift") where !Self.allowed.contains(file) {
            for line in try code(of: file) where around.contains(where: line.contains) || line.firstMatch(of: Self.printing) != nil {
                Issue.record("\(file) prints or draws by itself: \(line)")
            }
        }
    }

    @Test("no other module prints at all")
    func othersDoNotPrint() throws {
        for file in try Repository.files(below: "Sources", ending: ".swift")
        where !file.hasPrefix("Sources/WeirCommands/") && file != "Sources/WeirSystem/Files/StandardStream.swift" {
            for line in try code(of: file) where line.contains("FileHandle.standard") || line.firstMatch(of: Self.printing) != nil {
                Issue.record("\(file) prints: \(line)")
            }
        }
    }

    private static var printing: Regex<(Substring, Substring, Substring)> { /(^|[^A-Za-z.])(print|debugPrint|dump|fputs|puts)\(/ }

    private func code(of file: String) throws -> [Substring] {
        try Repository.text(file).split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    }

    /// The renderer; the moves of a terminal that is drawn over, which it is given; and the log's handler, which is given plain text.
    private static let allowed: Set = [
        "Sources/WeirCommands/Output/Output.swift", "Sources/WeirCommands/Output/Paint.swift", "Sources/WeirCommands/Output/Progress.swift",
        "Sources/WeirCommands/Top/TopScreen.swift", "Sources/WeirCommands/WeirCommand.swift",
    ]
}
