package import ArgumentParser
import Foundation
import WeirConfiguration
import WeirSystem

/// `weir config`: is this file right?
package struct ConfigCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Checks and prints the files that the other commands read.",
        discussion: """
            Example:
              weir config check samples/shippers/minimal.yaml
            """,
        subcommands: [ConfigCheckCommand.self, ConfigPrintCommand.self])

    package init() {}
}

/// `weir config check`: the same reading as the commands do at their start, on any number of files.
struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Names everything that is wrong with deployment, shipper and table files.",
        discussion: """
            Reads each file as `plan`, `generate` and `ship` do, with the environment, the secrets and the sample of rows that it names, \
            and prints all problems at once. Whether a file is a deployment, a shipper or a table shows in its keys. With --environment it also \
            looks at this machine as a shipper would at its start: patterns that match nothing or name a directory, FIFOs and links that \
            would be passed over, directories that can't be read, a spool that can't hold the positions of these files or that its disk has no \
            room for.

            Exit code: 0 where every file is valid (warnings do not count), 78 otherwise.

            Example:
              weir config check samples/deployments/small.yaml samples/shippers/minimal.yaml
            """)

    @Argument(help: ArgumentHelp("Files to check.", valueName: "FILE"), completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @Flag(help: "Look at what a shipper's sources would find on this machine, as this user.")
    var environment = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        var checks = files.map { ConfigurationCheck.run(path: $0, in: .host) }
        if environment { checks = checks.map { $0.withEnvironment() } }
        switch output.format {
        case .table: try checks.forEach { try Output.write(ConfigurationText.table($0)) }
        case .json: try Output.write(json: ConfigurationJSON(files: checks.map(ConfigurationJSON.File.init)))
        }
        guard checks.allSatisfy(\.isValid) else { throw ExitCode(ExitStatus.configuration.rawValue) }
    }
}

/// `weir config print`: what the file comes to once every default is filled in.
struct ConfigPrintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: "Prints a file as the other commands understand it.",
        discussion: """
            Every default is filled in, presets are written out as globs, the environment is put in. A secret's file is named; a header's \
            value, which may be a secret, is <redacted>. What a setting comes to that not everyone may know stands below as a comment. \
            What is printed reads back as itself, once each <redacted> is the secret again: until then it is an error.

            Example:
              weir config print samples/shippers/minimal.yaml
            """)

    @Argument(
        help: ArgumentHelp("A deployment, shipper or table file.", valueName: "FILE"), completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    func run() async throws {
        // From the root on, so that what is printed means the same wherever it is put.
        let path = file.hasPrefix("/") ? file : FilePath.join(FileManager.default.currentDirectoryPath, file)
        let check = ConfigurationCheck.run(path: path, in: .host)
        guard let resolved = check.resolved else {
            Output.writeError(ConfigurationText.table(check))
            throw ExitCode(ExitStatus.configuration.rawValue)
        }
        try Output.write(([resolved] + check.report.notes.map { "# note: \($0.text)" }).joined(separator: "\n"))
    }
}

extension ConfigurationCheck {
    var isValid: Bool { report.errors.isEmpty }
}

/// The report for people: a line when a file is valid, a table when not.
enum ConfigurationText {
    static func table(_ check: ConfigurationCheck) -> String {
        let heading = heading(check)
        guard !check.report.problems.isEmpty else { return heading }
        var table = TextTable([.init("line"), .init("key"), .init("problem")])
        for problem in check.report.problems {
            let prefix = problem.severity == .error ? "" : "\(problem.severity.rawValue): "
            let place = problem.place.map { "\($0)" } ?? ""
            table.append(place, problem.keyPath, prefix + problem.explanation)
        }
        if check.report.omitted > 0 { table.append("", "", "and \(check.report.omitted) more") }
        return heading + "\n" + table.rendered(indent: 2)
    }

    private static func heading(_ check: ConfigurationCheck) -> String {
        let errors = check.report.errors.count + check.report.omitted
        let path = check.report.shownPath
        guard check.isValid else { return "\(path): \(errors) \(errors == 1 ? "problem" : "problems")" }
        let kind = check.kind.map { " \($0.rawValue)" } ?? ""
        return "\(path): valid\(kind)\(check.summary.map { " (\($0))" } ?? "")"
    }
}

/// The report as JSON: `files[]` with `path`, `kind` (deployment, shipper, table or null), `valid`, `problems[]` and `problems_omitted`.
struct ConfigurationJSON: Encodable {
    struct File: Encodable {
        var path: String
        var kind: String?
        var valid: Bool
        var problems: [Problem]
        var problemsOmitted: Int

        init(_ check: ConfigurationCheck) {
            path = check.report.shownPath
            kind = check.kind?.rawValue
            valid = check.isValid
            problems = check.report.problems.map(Problem.init)
            problemsOmitted = check.report.omitted
        }
    }

    /// `line` and `column` count from 1 and are left out where the whole file is meant.
    struct Problem: Encodable {
        var severity: String
        var line: Int?
        var column: Int?
        var keyPath: String
        var message: String
        var suggestion: String?
        var wayOut: String?

        init(_ problem: WeirConfiguration.Problem) {
            severity = problem.severity.rawValue
            line = problem.place?.line
            column = problem.place?.column
            keyPath = problem.keyPath
            message = problem.message
            suggestion = problem.suggestion
            wayOut = problem.wayOut
        }
    }

    var version = 1
    var files: [File]
}
