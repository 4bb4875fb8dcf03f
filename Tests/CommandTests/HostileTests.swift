import Foundation
import TestSupport
import Testing

/// The scripts in Tests/Hostile: what an operator, an attacker or an auditor tried, each with what is right. Their names have dashes;
/// what they import has none.
@Suite("What was tried from outside")
struct HostileTests {
    static var scripts: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".py") && $0.contains("-") }.sorted()
    }

    @Test("the folder of scripts is found")
    func found() { #expect(!Self.scripts.isEmpty) }

    @Test("each script ends with what is right", arguments: scripts)
    func holds(script: String) throws {
        let result = try ChildProcess("/usr/bin/python3", [Self.folder + "/" + script, WeirBinary.path]).wait(within: 180)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "Hostile"
    ).path
}
