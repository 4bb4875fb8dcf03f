import Foundation
import TestSupport
import Testing

@Suite("README", .serialized)
struct ReadmeTests {
    @Test("every session in the README runs as it is shown, on ports that are free")
    func sessionsRun() throws {
        let sessions = try consoleBlocks()
        #expect(!sessions.isEmpty)
        let directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(atPath: directory.path + "/samples", withDestinationPath: Repository.path("samples"))
        for session in sessions {
            let commands = try onFreePorts(session.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) })
            let binaries = URL(filePath: WeirBinary.path).deletingLastPathComponent().path
            let result = try ChildProcess(
                "/bin/sh", ["-e", "-c", commands.joined(separator: "\n")], in: directory.path,
                environment: ["PATH": binaries + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"), "COLUMNS": "100"]
            ).wait()
            #expect(result.status == 0, "\(commands):\n\(result.output)\n\(result.errors)")
        }
    }

    @Test("every command and flag that the README names is in that command's help")
    func commandsExist() throws {
        let text = try Repository.text("README.md")
        let lines = text.matches(of: /weir ((?:config |spool dead |spool )?[a-z]+)([^`\n|]*)/).map { (String($0.1), String($0.2)) }
        #expect(lines.count > 7)
        for (command, rest) in lines where Self.commands.contains(command) {
            let help = try WeirBinary.run(arguments: command.split(separator: " ").map(String.init) + ["--help"])
            #expect(help.status == 0, "weir \(command) --help: \(help.errors)")
            for flag in rest.matches(of: /--[a-z-]+/) {
                #expect(help.output.contains(flag.output), "weir \(command) has no \(flag.output)")
            }
        }
    }

    @Test("every command has an example in its help")
    func helpHasExamples() throws {
        for command in Self.commands.sorted() {
            let help = try WeirBinary.run(arguments: command.split(separator: " ").map(String.init) + ["--help"])
            #expect(help.output.contains("weir \(command) "), "weir \(command) --help shows no example")
            #expect(help.output.contains("xample"), "weir \(command) --help shows no example")
        }
    }

    /// The README's fixed ports, replaced by ones that nothing listens on.
    private func onFreePorts(_ commands: [String]) throws -> [String] {
        let ports = try (FreePort.find(), FreePort.find())
        return commands.map {
            $0.replacing("127.0.0.1:18080", with: "127.0.0.1:\(ports.0)").replacing("127.0.0.1:15514", with: "127.0.0.1:\(ports.1)")
        }
    }

    private static let commands: Set = [
        "measure", "plan", "ship", "top", "tap", "reconcile", "spool check", "spool list", "spool show", "spool dead list",
        "spool dead show", "spool dead replay", "spool dead drop", "config check", "generate", "receive",
    ]

    private func consoleBlocks() throws -> [[Substring]] {
        let blocks = try Repository.text("README.md").components(separatedBy: "```console\n").dropFirst()
        return blocks.map { $0.components(separatedBy: "\n```")[0].split(separator: "\n", omittingEmptySubsequences: false) }
    }
}
