import Foundation

/// What was counted, held against what is committed.
package struct InstructionComparison: Equatable, Sendable {
    /// One loop's instructions for one item.
    package struct Count: Equatable, Sendable {
        package var name: String
        package var unit: String
        package var instructions: Double

        package init(name: String, unit: String, instructions: Double) {
            (self.name, self.unit, self.instructions) = (name, unit, instructions)
        }
    }

    package enum Verdict: Equatable, Sendable {
        case fine
        /// Over what is allowed.
        case slower
        /// Under it: the committed figure would let the gain be lost again.
        case faster
        /// Nothing is committed for it.
        case new
        /// It is committed, and no loop has that name.
        case gone

        var text: String {
            switch self {
            case .fine: ""
            case .slower: "too many"
            case .faster: "fewer: accept it"
            case .new: "not committed: accept it"
            case .gone: "no such loop: accept that"
            }
        }
    }

    package struct Line: Equatable, Sendable {
        package var committed: InstructionFile.Row?
        package var counted: Count?
        package var verdict: Verdict
        package var ratio: Double? {
            guard let committed, let counted else { return nil }
            return counted.instructions / committed.instructions
        }
    }

    package let lines: [Line]

    package init(_ counts: [Count], with file: InstructionFile) {
        let known = counts.map { count in
            let row = file.row(count.name)
            return Line(committed: row, counted: count, verdict: Self.verdict(count, row))
        }
        let gone = file.rows.filter { row in !counts.contains { $0.name == row.name } }
        lines = known + gone.map { Line(committed: $0, counted: nil, verdict: .gone) }
    }

    private static func verdict(_ count: Count, _ row: InstructionFile.Row?) -> Verdict {
        guard let row, row.unit == count.unit else { return .new }
        let allowed = row.instructions * row.allowedPercent / 100
        if count.instructions > row.instructions + allowed { return .slower }
        return count.instructions < row.instructions - allowed ? .faster : .fine
    }

    package var isFine: Bool { lines.allSatisfy { $0.verdict == .fine } }
    package var offending: [Line] { lines.filter { $0.verdict != .fine } }

    /// What is to be committed where the counts are meant: figures that are within what is allowed stay as they are.
    package func accepted(_ reason: String) -> [InstructionFile.Row] {
        lines.compactMap { line in
            guard let counted = line.counted else { return nil }
            if line.verdict == .fine { return line.committed }
            return InstructionFile.Row(
                name: counted.name, instructions: counted.instructions, unit: counted.unit,
                allowedPercent: line.committed?.allowedPercent ?? Self.usualPercent, reason: reason)
        }
    }

    /// The same program counts the same; this is for what a patch release of the compiler or a library moves.
    package static let usualPercent = 3.0
}

extension InstructionComparison {
    private static let heads = ["loop", "committed", "now", "for one", "ratio", "allowed", ""]

    package var table: String {
        let rows = [Self.heads] + lines.map(\.cells)
        let widths = Self.heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { (1...2).contains($0) ? $1.leftPadded(to: widths[$0]) : $1.padded(to: widths[$0]) }
                .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }.joined(separator: "\n")
    }
}

extension InstructionComparison.Line {
    fileprivate var cells: [String] {
        [
            counted?.name ?? committed?.name ?? "", committed.map { String(format: "%.1f", $0.instructions) } ?? "–",
            counted.map { String(format: "%.1f", $0.instructions) } ?? "–", counted?.unit ?? committed?.unit ?? "",
            ratio.map { String(format: "%.4f", $0) } ?? "–",
            committed.map { String(format: "%.3g–%.3g", 1 - $0.allowedPercent / 100, 1 + $0.allowedPercent / 100) } ?? "–", verdict.text,
        ]
    }
}
