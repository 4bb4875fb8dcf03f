import ArgumentParser
import WeirSpool
import WeirSystem

/// `weir spool check`: fsck of a spool.
struct SpoolCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reads every byte of a spool and says what is wrong with it, and what can be done.",
        discussion: """
            Checks each segment (checksums, order, gaps, files that are not the spool's) and the state (the database, cursors, each sink's \
            books, each dead letter). Beside a running shipper it only reads; what its newest segment is still being given is no finding then.

            --repair needs the shipper stopped. It says what it will do and does it: damaged bytes and files that are not the spool's go to \
            quarantine beside the segments, a broken database is mended or set aside. No sound record is removed. What can't be brought \
            back stays a finding.

            Notes are what the next start puts right by itself, such as the torn end that a loss of power leaves; they leave a spool sound.

            Exit code: 0 sound; 1 findings, with --repair those that are left; 2 where it could not be established.

            Example:
              weir spool check /var/lib/weir --repair
            """)

    @OptionGroup var arguments: SpoolArguments

    @Flag(help: "Put right what can be, on a spool that no shipper has open.")
    var repair = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let target = try arguments.target()
        var report = try SpoolExamination(target).report()
        if repair {
            let actions = try SpoolMending(target, report) { if output.format == .table { Output.writeError("weir: \($0)") } }.run()
            report = try SpoolExamination(target).report()
            report.actions = actions
        }
        switch output.format {
        case .table: try Output.write(report.text)
        case .json: try Output.write(json: SpoolReportJSON(report))
        }
        guard report.exitStatus == .success else { throw ExitCode(report.exitStatus.rawValue) }
    }
}

/// What a spool's check found.
struct SpoolReport {
    enum Severity: String, Comparable {
        /// The next start puts it right, or it means nothing.
        case note
        case finding

        static func < (left: Severity, right: Severity) -> Bool { left == .note && right == .finding }
    }

    /// A finding in sentences.
    struct Item {
        var code: String
        var severity: Severity
        var subject: String
        var explanation: String
        var wayOut: String
        var isRepairable: Bool
        /// Records that are not there any more; and of them, those that some sink still wanted and will not get.
        var records: UInt64 = 0
        var lostRecords: UInt64 = 0
    }

    var directory: String
    var segments: SpoolCheck
    var stateFindings: [StateFinding]
    var items: [Item]
    /// Why something could not be looked at.
    var unknown: [String]
    var actions: [String] = []

    var exitStatus: ExitStatus {
        if items.contains(where: { $0.severity == .finding }) { return .fallsShort }
        return unknown.isEmpty ? .success : .unknown
    }
}

/// Looks at all parts of a spool.
struct SpoolExamination {
    private let target: SpoolTarget

    init(_ target: SpoolTarget) { self.target = target }

    func report() throws(CommandFailure) -> SpoolReport {
        var (findings, unknown): ([StateFinding], [String]) = ([], [])
        let state = inspectState(&findings, &unknown)
        // The state was looked at first: what it knows of lies in the segments by now.
        let check: SpoolCheck
        do throws(SpoolError) {
            check = try SpoolInspection.check(in: target.directory, fileSystem: target.fileSystem, state: state)
        } catch {
            throw CommandFailure(.unknown, error.message, wayOut: error.wayOut)
        }
        if let state { examine(state, check, &findings, &unknown) }
        if state == nil, findings.isEmpty, unknown.isEmpty, !check.segments.isEmpty { findings.append(StateFinding(.absent)) }
        let items = check.findings.map { SpoolReport.Item($0, in: check) } + findings.map(SpoolReport.Item.init)
        return SpoolReport(directory: target.directory, segments: check, stateFindings: findings, items: items, unknown: unknown)
    }

    private func inspectState(_ findings: inout [StateFinding], _ unknown: inout [String]) -> StateStore? {
        do throws(StateError) {
            return try StateStore.inspect(directory: target.directory, fileSystem: target.fileSystem)
        } catch {
            if error.code == .damaged { findings.append(StateFinding(.noDatabase)) } else { unknown.append("\(error)") }
            return nil
        }
    }

    private func examine(_ state: StateStore, _ check: SpoolCheck, _ findings: inout [StateFinding], _ unknown: inout [String]) {
        do throws(StateError) {
            findings += try StateInspection.check(
                state, oldest: check.segments.first?.records.lowerBound, end: check.segments.last?.records.upperBound ?? .first)
        } catch {
            unknown.append("\(error)")
        }
    }
}
