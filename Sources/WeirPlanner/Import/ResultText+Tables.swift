/// The tables that psql prints.
extension ResultText {
    /// `-[ RECORD 1 ]-…`, then `name | value` on each line; with `-A` an empty line or nothing divides records.
    static func expanded(_ lines: [Substring]) -> [Row]? {
        guard lines.contains(where: isRecordMark) else { return nil }
        var rows: [[(String, String)]] = []
        for line in lines {
            if isRecordMark(line) {
                rows.append([])
            } else if let pair = pair(line), !rows.isEmpty {
                rows[rows.count - 1].append(pair)
            }
        }
        return rows.filter { !$0.isEmpty }.map { Row($0) }
    }

    /// The word for a record is in the server's language; borders may be drawn with other strokes.
    private static func isRecordMark(_ line: Substring) -> Bool {
        let inner = line.drop { "-─+┌├╔╟╠|".contains($0) }
        return inner.hasPrefix("[ ") && inner.contains(" ]") && inner.startIndex > line.startIndex
    }

    private static func pair(_ line: Substring) -> (String, String)? {
        let parts = cells(line, limit: 1)
        return parts.count == 2 && !parts[0].isEmpty ? (parts[0], parts[1]) : nil
    }

    /// A line of names, a rule of dashes, a line for each row, and a count in brackets.
    static func aligned(_ lines: [Substring]) -> [Row]? {
        var rows: [Row] = []
        var header: [String]?
        var found = false
        for (line, next) in zip(lines, lines.dropFirst() + [""]) {
            if header == nil, isRule(next), !isRule(line) {
                header = cells(line)
                found = true
            } else if line.allSatisfy(\.isWhitespace) || line.hasPrefix("(") {
                header = nil
            } else if let header, !isRule(line) {
                let values = cells(line)
                guard values.count == header.count else { return nil }
                rows.append(Row(zip(header, values)))
            }
        }
        return found ? rows : nil
    }

    private static func isRule(_ line: Substring) -> Bool {
        let strokes = line.filter { !$0.isWhitespace }
        return strokes.count > 1 && strokes.allSatisfy { "-+─┼|├┤".contains($0) } && strokes.contains { "-─".contains($0) }
    }

    /// JSON that psql prints as the only column of its table: a plus sign at the margin stands for a line end within it.
    static func embedded(_ lines: [Substring]) -> String? {
        guard let rule = lines.firstIndex(where: isRule), rule + 1 < lines.count else { return nil }
        let body = lines[(rule + 1)...].prefix { !$0.hasPrefix("(") && !$0.allSatisfy(\.isWhitespace) }.map { trimmed($0) }
        guard let first = body.first?.first, first == "{" || first == "[" else { return nil }
        return body.map { $0.hasSuffix("+") ? String($0.dropLast()) : $0 }.joined(separator: "\n")
    }

    /// `psql -A`: names and values divided by bars, a count in brackets at the end.
    static func unaligned(_ lines: [Substring]) -> [Row]? {
        let filled = lines.filter { !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("(") }
        guard let header = filled.first.map({ cells($0) }), header.count > 1 else { return nil }
        if header.count == 2, filled.contains(where: { cells($0).first == "relname" }) { return unalignedRecords(lines) }
        let rows = filled.dropFirst().map { cells($0) }.filter { $0 != header }
        guard rows.allSatisfy({ $0.count == header.count }) else { return nil }
        return rows.map { Row(zip(header, $0)) }
    }

    /// `psql -A -x`: an empty line stands between records.
    private static func unalignedRecords(_ lines: [Substring]) -> [Row] {
        lines.split { $0.allSatisfy(\.isWhitespace) }.map { record in Row(record.compactMap(pair)) }
    }

    /// Without the bars that some borders have at both ends.
    private static func cells(_ line: Substring, limit: Int = .max) -> [String] {
        var line = line
        if let first = line.first, "|│".contains(first), let last = line.last, "|│".contains(last) { line = line.dropFirst().dropLast() }
        return line.split(maxSplits: limit, omittingEmptySubsequences: false) { $0 == "|" || $0 == "│" }.map { trimmed($0) }
    }

    static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
