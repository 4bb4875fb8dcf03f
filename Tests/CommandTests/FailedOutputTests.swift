import Foundation
import TestSupport
import Testing

/// What becomes of output that can't be written, and of hidden characters in it.
@Suite("Output of the real binary")
struct FailedOutputTests {
    private static let deployment = Repository.path("samples/deployments/small.yaml")

    @Test(
        "a full disk behind standard output is said and is exit 74, in every command",
        arguments: [
            "plan \(deployment) --draws 5", "plan \(deployment) --draws 5 --format json", "plan \(deployment) --draws 5 --format html",
            "plan \(deployment) --draws 5 --explain plateau", "plan table \(Repository.path("samples/tables/clean-up-fails.yaml"))",
            "config check \(deployment)", "config check \(deployment) --format json", "config print \(deployment)",
            "measure \(Repository.path("samples/logs"))", "measure \(Repository.path("samples/logs")) --format json", "--help",
            "--version", "ship --help",
        ])
    func fullDisk(command: String) throws {
        let result = try ChildProcess("/bin/sh", ["-c", "exec \(WeirBinary.path) \(command) >/dev/full"]).wait()
        #expect(result.status == 74 && result.errors.contains("standard output can't be written: No space left"), "\(result)")
    }

    @Test("the spool's commands and reconcile say it, too")
    func spoolCommands() throws {
        let yard = try ProofYard()
        for command in [
            "reconcile \(yard.configuration)", "reconcile \(yard.configuration) --format json", "spool list \(yard.spool)",
            "spool show \(yard.spool)", "spool dead list \(yard.spool)", "spool check \(yard.spool)",
            "ship \(yard.configuration) --once",
        ] {
            let result = try ChildProcess("/bin/sh", ["-c", "exec \(WeirBinary.path) \(command) >/dev/full"]).wait()
            #expect(result.status == 74, "\(command): \(result)")
        }
    }

    @Test("a summary that nobody reads keeps no shipper from ending, and is exit 74 with a word; errors that nobody reads don't either")
    func stuckReader() throws {
        let directory = try TemporaryDirectory()
        let (pipe, configuration) = (directory.path + "/pipe", directory.path + "/weir.yaml")
        try """
        spool: {directory: \(directory.path)/spool, size: 16MiB}
        sources:
          - {name: a, kind: files, host: web-1, include: ["\(directory.path)/*.log"]}
        sinks:
          - {name: lake, kind: http, url: "http://127.0.0.1:9/", timeout: 200ms}

        """.write(toFile: configuration, atomically: true, encoding: .utf8)
        let fill = "mkfifo \(pipe); exec 3<>\(pipe); dd if=/dev/zero of=\(pipe) bs=4096 oflag=nonblock 2>/dev/null"
        let ship = "exec \(WeirBinary.path) ship \(configuration) --once"
        let result = try ChildProcess("/bin/sh", ["-c", "\(fill); \(ship) >&3"]).wait()
        #expect(result.status == 74 && result.errors.contains("the closing summary was not written"), "\(result)")
        let silent = try ChildProcess("/bin/sh", ["-c", "\(fill); \(ship) >&3 2>&3"]).wait()
        #expect(silent.status == 74, "\(silent)")
    }

    @Test("a reader that goes away ends a command quietly, also where its parent ignores SIGPIPE", arguments: ["", "trap '' PIPE; "])
    func goneReader(before: String) throws {
        let directory = try TemporaryDirectory()
        let pipe = directory.path + "/pipe"
        // The reader is gone before anything is written: the writer opens the pipe for both and gives the reading end up.
        let script = """
            mkfifo \(pipe); \(before)(exec 3<>\(pipe); exec 4>\(pipe); exec 3>&-; exec \(WeirBinary.path) plan --help >&4)
            """
        let result = try ChildProcess("/bin/sh", ["-c", script]).wait()
        #expect(result.errors == "" && result.output == "", "\(result)")
        #expect(result.status == 141, "as a shell says of SIGPIPE")
    }

    @Test("escapes, C1, marks of direction and line separators in records reach neither terminal, summary nor JSON as they are")
    func hiddenCharacters() throws {
        let directory = try TemporaryDirectory()
        let evil = "we\u{9B}31mb\u{202E}\u{200B}\u{2028}\u{1B}]0;x\u{7}"
        let lines = (1...3).map {
            #"{"asctime": "2026-11-21 08:0\#($0):30,000", "name": "\#(evil)", "levelname": "INFO", "message": "m \#(evil)"}"#
        }
        let log = directory.path + "/ev\u{1B}[31mil\u{202E}.log"
        try (lines.joined(separator: "\n") + "\n").write(toFile: log, atomically: true, encoding: .utf8)
        let configuration = directory.path + "/we\u{9B}ir.yaml"
        try """
        spool: {directory: \(directory.path)/spool, size: 16MiB}
        sources:
          - {name: a, kind: files, host: web-1, include: ["\(directory.path)/*.log"]}
        sinks:
          - {name: lake, kind: http, url: "http://127.0.0.1:9/", timeout: 200ms}

        """.write(toFile: configuration, atomically: true, encoding: .utf8)
        let spool = directory.path + "/spool"
        for arguments in [
            ["ship", configuration, "--once", "--drain", "1s"], ["spool", "list", spool], ["spool", "list", spool, "--format", "json"],
            ["spool", "show", spool], ["spool", "show", spool, "--format", "json"], ["measure", log], ["measure", log, "--format", "json"],
            ["measure", directory.path + "/no\u{1B}[31m.log"], ["config", "check", configuration], ["config", "print", configuration],
            ["config", "check", directory.path + "/no\u{9B}ne.yaml"], ["reconcile", configuration], ["plan", "\u{1B}[31m\u{202E}"],
            ["\u{1B}]0;title\u{7}"], ["plan", "--\u{9B}31m"],
        ] {
            let result = try WeirBinary.run(arguments: arguments)
            let found = (result.output + result.errors).unicodeScalars.filter(Self.isHidden)
            #expect(found.isEmpty, "\(arguments[0]): \(found.map { String($0.value, radix: 16) }) in \(result)")
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n"
        case .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
