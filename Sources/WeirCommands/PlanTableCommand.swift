import ArgumentParser
import WeirConfiguration
import WeirPlanner

/// `weir plan table`: one table under a load that is given directly, as PostgreSQL keeps it page by page.
struct PlanTableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table", abstract: "Runs one log table hour by hour: heap, TOAST, indexes, vacuum and WAL.",
        discussion: """
            The case gives columns, indexes, a sample of rows, rows an hour, retention and the server's settings; what is assumed beside them is said. \
            What comes out is what pg_total_relation_size and its like would say at the end of each hour.

            Without --hourly: high-water mark, plateau (mean of the last third of the run) and end of each part, rows, WAL a row, and \
            beside them the estimate that most people make: live rows times the length of a row. With --hourly a line an hour; as CSV \
            its columns are \(HourlyTable.columns.joined(separator: ",")), in bytes and rows.

            Exit code: 0; 78 where the case or its sample of rows is wrong.

            Example:
              weir plan table samples/tables/clean-up-fails.yaml
              weir plan table samples/tables/clean-up-fails.yaml --hourly --format csv
            """,
        helpNames: [.short, .long])

    @Argument(help: ArgumentHelp("The table's case.", valueName: "CASE.yaml"), completion: .file(extensions: ["yaml", "yml"]))
    var path: String

    @Flag(help: "Print every hour instead of the summary; JSON gets both.")
    var hourly = false

    @Option(help: "How to print: table, csv or json.")
    var format: TableFormat = .table

    func run() throws {
        let plan = try TableCaseFile.load(path: path, in: .host).orFail().plan
        let hours = HourlyTable(try Self.simulate(plan))
        let summary = try TableSummary(plan, hours.hours)
        switch format {
        case .json: try Output.write(json: TableJSON(path, plan, summary, hourly ? hours : nil))
        case .csv: try Output.write(hourly ? hours.csv : summary.csv)
        case .table: try Output.write(hourly ? hours.text : TableText(path, plan, summary, hours, .standardOutput).rendered())
        }
    }

    private static func simulate(_ plan: TableCase) throws(CommandFailure) -> [TableHour] {
        do {
            return try TableSimulation.run(plan)
        } catch {
            throw CommandFailure(.configuration, error.message, wayOut: error.wayOut)
        }
    }
}

/// `--format` of a table's plan.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case csv
    case json
}
