import TestSupport
import Testing
import WeirSystem

@testable import WeirCommands

@Suite("Exit codes")
struct ExitStatusTests {
    @Test("the README names every code, and no other")
    func documented() throws {
        let rows = try Repository.text("README.md").matches(of: /\n\| ([0-9 ·]+) \|/).flatMap { $0.1.split { !$0.isNumber } }
        #expect(rows.compactMap { Int32($0) }.sorted() == ExitStatus.allCases.map(\.rawValue).sorted())
    }

    @Test("a command that ends with an error of its own keeps its code; one that nobody thought of is of input and output")
    func fallback() {
        struct Unforeseen: Error {}
        #expect(CommandFailure(CommandFailure(.unknown, "x")).status == .unknown)
        #expect(CommandFailure(Unforeseen()).status == .inputOutput)
        #expect(CommandFailure(SystemError("open", "/a\nb", code: SystemError.denied)).message.contains("/a\\nb"))
    }
}
