import BenchmarkFigures
import TestSupport
import Testing

@Suite("Instruction counts")
struct InstructionTests {
    private static let file = InstructionFile(
        processor: "x86-64 avx2", toolchain: "Swift 6.3, zstd 1.5",
        rows: [
            .init(name: "scanner, all fields", instructions: 1_000, unit: "record", allowedPercent: 3, reason: "first taken"),
            .init(name: "gzip, level 1", instructions: 2_407.4, unit: "record", allowedPercent: 0.5, reason: "packs tighter"),
        ])

    private static func compared(_ instructions: Double, unit: String = "record") -> InstructionComparison {
        var file = file
        file.rows.removeLast()
        return InstructionComparison([.init(name: "scanner, all fields", unit: unit, instructions: instructions)], with: file)
    }

    @Test(
        "a count may lie as far off as is allowed, and no further, up or down",
        arguments: [
            (970.0, InstructionComparison.Verdict.fine), (1_000, .fine), (1_030, .fine), (1_030.1, .slower), (2_000, .slower),
            (969.9, .faster), (1, .faster),
        ])
    func allowance(_ instructions: Double, _ verdict: InstructionComparison.Verdict) {
        let comparison = Self.compared(instructions)
        #expect(comparison.lines.map(\.verdict) == [verdict])
        #expect(comparison.isFine == (verdict == .fine))
    }

    @Test("a loop that is not committed is one that fails, and so is a figure that no loop has, or one of another unit")
    func namesMustAgree() {
        let renamed = InstructionComparison([.init(name: "scanner", unit: "record", instructions: 1_000)], with: Self.file)
        #expect(renamed.lines.map(\.verdict) == [.new, .gone, .gone])
        #expect(!renamed.isFine)
        #expect(Self.compared(1_000, unit: "line").lines.map(\.verdict) == [.new])
    }

    @Test("accepting takes what is off, with the reason, and leaves what is within what is allowed as it was")
    func accepting() {
        let counts: [InstructionComparison.Count] = [
            .init(name: "scanner, all fields", unit: "record", instructions: 1_029),
            .init(name: "gzip, level 1", unit: "record", instructions: 2_500),
            .init(name: "redaction", unit: "record", instructions: 90),
        ]
        let accepted = InstructionComparison(counts, with: Self.file).accepted("looks twice")
        #expect(accepted.map(\.instructions) == [1_000, 2_500, 90])
        #expect(accepted.map(\.reason) == ["first taken", "looks twice", "looks twice"])
        #expect(accepted.map(\.allowedPercent) == [3, 0.5, InstructionComparison.usualPercent])
        var file = Self.file
        file.rows = accepted
        #expect(InstructionComparison(counts, with: file).isFine)
    }

    @Test("the table says what was committed, what is counted, the ratio and what is wrong")
    func table() throws {
        let lines = Self.compared(1_100).table.split(separator: "\n")
        #expect(lines.count == 2)
        let cells = try #require(lines.last).split(separator: #/ {2,}/#)
        #expect(cells == ["scanner, all fields", "1000.0", "1100.0", "record", "1.1000", "0.97–1.03", "too many"])
    }

    @Test("what is written is read back")
    func roundTrip() throws {
        #expect(try InstructionFile(parsing: Self.file.text) == Self.file)
    }

    @Test(
        "a line that is none is named",
        arguments: [
            "scanner  many  record  3 %  why", "scanner  100  record  3  why", "scanner  100  record  3 %", "scanner  -1  record  3 %  why",
            "scanner  100  record  0 %  why", "gzip, level 1  1.0  record  3 %  again",
        ])
    func wrongLines(_ line: String) throws {
        let text = Self.file.text + line + "\n"
        let number = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        let failure = try #require(throws: FigureFailure.self) { try InstructionFile(parsing: text) }
        #expect(failure.description.contains("line \(number)"))
    }

    @Test("the committed counts can be read, and each is allowed to move no further than a compiler's patch release moves it")
    func committed() throws {
        let file = try InstructionFile(parsing: Repository.text("Tests/Benchmarks/instructions.txt"))
        #expect(file.rows.count >= 15)
        for row in file.rows { #expect(row.allowedPercent <= 5 && !row.reason.isEmpty, "\(row.name)") }
    }
}
