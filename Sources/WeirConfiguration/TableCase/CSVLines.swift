/// The lines of a CSV text, each cut into cells. Blank lines are passed over; a cell in quotes can't hold a line's end.
struct CSVLines {
    struct Line {
        /// Counts from 1, blank lines included.
        var number: Int
        /// `nil` where quotes are wrong.
        var cells: [String]?
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let lineEnd = UInt8(ascii: "\n")
    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")

    private var rest: ArraySlice<UInt8>
    private var number = 0

    init(_ bytes: [UInt8]) {
        rest = bytes.starts(with: Self.byteOrderMark) ? bytes.dropFirst(Self.byteOrderMark.count) : bytes[...]
    }

    mutating func next() -> Line? {
        while !rest.isEmpty {
            let end = rest.firstIndex(of: Self.lineEnd) ?? rest.endIndex
            var line = rest[..<end]
            rest = rest[end...].dropFirst()
            number += 1
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            if !line.isEmpty { return Line(number: number, cells: Self.cells(line)) }
        }
        return nil
    }

    private static func cells(_ line: ArraySlice<UInt8>) -> [String]? {
        guard line.contains(quote) else {
            return line.split(separator: comma, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
        var cells: [String] = []
        var rest = line
        while true {
            guard let cell = rest.first == quote ? quoted(takenFrom: &rest) : plain(takenFrom: &rest) else { return nil }
            cells.append(cell)
            guard rest.first == comma else { return rest.isEmpty ? cells : nil }
            rest = rest.dropFirst()
        }
    }

    private static func plain(takenFrom rest: inout ArraySlice<UInt8>) -> String? {
        let cell = rest.prefix { $0 != comma }
        rest = rest[cell.endIndex...]
        return String(decoding: cell, as: UTF8.self)
    }

    /// Two quotes within quotes stand for one.
    private static func quoted(takenFrom rest: inout ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        rest = rest.dropFirst()
        while let byte = rest.popFirst() {
            guard byte == quote else {
                bytes.append(byte)
                continue
            }
            guard rest.first == quote else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(quote)
            rest = rest.dropFirst()
        }
        return nil
    }
}
