package import ArgumentParser

/// `--format`: a table for people, or JSON as a documented contract.
package enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
}

package struct OutputOptions: ParsableArguments {
    @Option(help: "How to print: table or json.")
    package var format: OutputFormat = .table

    package init() {}
}
