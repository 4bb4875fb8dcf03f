package import ArgumentParser
import WeirSystem

/// `--format` of a plan: a table for people, JSON as a documented contract, the sizes day by day as CSV, or a page to
/// look at and to hand on.
package enum PlanFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
    case csv
    case html
}

package struct PlanOutput: ParsableArguments {
    @Option(help: "How to print: table, json, csv or html.")
    package var format: PlanFormat = .table

    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "FILE"), completion: .file())
    package var out: String?

    package init() {}

    /// A file gets no colour, whatever standard output is.
    var terminal: TerminalShape {
        var shape = TerminalShape.standardOutput
        shape.hasColour = shape.hasColour && out == nil
        return shape
    }

    /// To the file where one is named, whole or not at all; else to standard output.
    func write(_ text: String) throws {
        guard let out else { return try Output.write(text) }
        do {
            try WholeFile.write(PlainText.lines(text) + "\n", to: out, HostFileSystem())
        } catch {
            throw CommandFailure(
                .inputOutput, "\(out) can't be written: \(error.reason)", wayOut: "name a file in a directory that can be written")
        }
    }
}
