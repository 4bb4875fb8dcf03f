import Foundation

extension InstructionFile {
    private static let about = """
        # How many instructions each hot loop takes, counted by valgrind's callgrind: the same program gives the same counts, however busy
        # the machine is. `./dev guard` compares, and fails where one is further off than allowed: too many, or so few that the figure here
        # must follow. `./dev guard --accept "REASON"` writes what it counts now, with the reason, for those that are.
        # Counts are compared only where the emulated processor is this one.
        """
    private static let heads = ["loop", "instructions", "for one", "allowed", "reason of the last change"]
    private static let (processorKey, toolchainKey) = ("processor", "toolchain")

    package var text: String {
        let cells = [Self.heads] + rows.map(\.cells)
        let widths = Self.heads.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        let lines = cells.map { row in
            row.enumerated().map { $0 == 1 ? $1.leftPadded(to: widths[$0]) : $1.padded(to: widths[$0]) }
                .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }
        let head = [Self.about, "\(Self.processorKey)  \(processor)", "\(Self.toolchainKey)  \(toolchain)", ""]
        return (head + lines).joined(separator: "\n") + "\n"
    }

    /// - Throws: ``FigureFailure`` that names the line.
    package init(parsing text: String) throws(FigureFailure) {
        self.init(processor: "", toolchain: "", rows: [])
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let cells = line.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            switch cells.first {
            case Self.processorKey where cells.count == 2: processor = cells[1]
            case Self.toolchainKey where cells.count == 2: toolchain = cells[1]
            case Self.heads[0] where cells == Self.heads: continue
            default:
                guard let row = Row(cells) else {
                    throw FigureFailure("line \(index + 1) is not a loop, its instructions, unit, allowance and reason: '\(line)'")
                }
                guard self.row(row.name) == nil else { throw FigureFailure("line \(index + 1): '\(row.name)' stands there twice") }
                rows.append(row)
            }
        }
        guard !processor.isEmpty else { throw FigureFailure("no line says the processor") }
    }
}

extension InstructionFile.Row {
    fileprivate var cells: [String] {
        [name, String(format: "%.1f", instructions), unit, String(format: "%g %%", allowedPercent), reason]
    }

    fileprivate init?(_ cells: [String]) {
        guard cells.count == 5, let instructions = Double(cells[1]), instructions > 0, instructions.isFinite, cells[3].hasSuffix(" %"),
            let allowed = Double(cells[3].dropLast(2)), allowed > 0, allowed < 100
        else { return nil }
        self.init(name: cells[0], instructions: instructions, unit: cells[2], allowedPercent: allowed, reason: cells[4])
    }
}
