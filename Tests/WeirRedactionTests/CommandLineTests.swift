import Testing

@testable import WeirRedaction

@Suite("Passwords on command lines, and what stands behind keys")
struct CommandLineTests {
    private static let value = ["Gd37", "pVs5", "Wn62", "kZq8"].joined()

    /// As short as it can be: no other command stands near it.
    private static func line(_ program: CommandLine.Program, _ flag: StaticString) -> String {
        let start = program.name.description + (program.endings.first?.trimming(while: { $0 == "-" }) ?? "")
        let argument = (program.hasUser ? "bob:" : "") + value
        return start + (start.hasSuffix(" ") ? "" : " ") + flag.description + (program.isSpaced ? " " : "") + argument
    }

    @Test("each program that is known is known by itself, with each of its flags", arguments: CommandLine.programs.indices)
    func alone(index: Int) throws {
        let program = CommandLine.programs[index]
        for flag in program.flags {
            let line = Self.line(program, flag)
            #expect(try RedactionBench().redact(line).text == line.replacing(Self.value, with: "***"))
        }
    }

    @Test("a commit behind a key that no secret goes with stays, and the secret behind Amazon's goes")
    func behindKeys() throws {
        let commit = ["4f3a2b1c9d8e7f6a5b4c", "3d2e1f0a9b8c7d6e5f4a"].joined()
        let bitbucket = "ATBB" + "x7Kq2Vn9Rb4Tm8Wp3Zs6"
        #expect(try RedactionBench().redact("used \(bitbucket) at commit \(commit)").text == "used *** at commit \(commit)")
        let (id, secret) = ("AKIA" + "Q3EGRT7VXZ2M4N6P", ["wJalrXUtnFEMI/K7MDENG", "bPxRfiCYzQ8vT2kLm4n"].joined())
        #expect(try RedactionBench().redact("used \(id) and \(secret) there").text == "used *** and *** there")
    }
}

extension String {
    fileprivate func trimming(while isDropped: (Character) -> Bool) -> String {
        String(String(reversed().drop(while: isDropped)).reversed())
    }
}
