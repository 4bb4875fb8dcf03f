import Testing
import WeirSystem

@Suite("Arguments")
struct ArgumentTests {
    @Test("they are what this process was started with")
    func arguments() { #expect(Environment.arguments == Array(CommandLine.arguments.dropFirst())) }
}
