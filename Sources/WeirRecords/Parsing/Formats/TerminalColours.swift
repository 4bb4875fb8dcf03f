/// The sequences that colour a terminal's text (ECMA-48): `ESC [ 32 m`.
enum TerminalColours {
    static func remove(from line: UnsafeRawBufferPointer, into text: inout [UInt8]) {
        var index = 0
        while index < line.count {
            guard line[index] == 0x1B, let end = end(of: line, from: index) else {
                text.append(line[index])
                index += 1
                continue
            }
            index = end
        }
    }

    /// Behind the sequence's last byte; nil where it is none.
    private static func end(of line: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start + 1 < line.count, line[start + 1] == UInt8(ascii: "[") else { return nil }
        var index = start + 2
        while index < line.count, 0x20...0x3F ~= line[index] { index += 1 }
        return index < line.count && 0x40...0x7E ~= line[index] ? index + 1 : nil
    }
}
