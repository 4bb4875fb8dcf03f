/// Comma-separated values (RFC 4180), with a header; `;` and tabs divide too.
extension ResultText {
    static func commaSeparated(_ text: String) -> [Row]? {
        guard let separator = separator(of: text) else { return nil }
        guard let records = CSVReader(bytes: Array(text.utf8), separator: separator).records() else { return nil }
        guard let header = records.first, header.count > 1, header.allSatisfy({ !$0.isEmpty }) else { return nil }
        let rows = records.dropFirst().filter { $0 != header && $0 != [""] }
        guard rows.allSatisfy({ $0.count == header.count }) else { return nil }
        return rows.map { Row(zip(header, $0)) }
    }

    /// The one that stands first in the header.
    private static func separator(of text: String) -> UInt8? {
        text.utf8.prefix { $0 != 0x0A }.first { [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains($0) }
    }
}

private struct CSVReader {
    let bytes: [UInt8]
    let separator: UInt8
    private var position = 0

    init(bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    /// Nil where a quoted value has no end, or goes on after its end.
    mutating func allRecords() -> [[String]]? {
        var records: [[String]] = []
        var record: [String] = []
        while position < bytes.count {
            guard let value = value() else { return nil }
            record.append(value)
            guard endsRecord() else { continue }
            records.append(record)
            record = []
        }
        return record.isEmpty ? records : records + [record + [""]]
    }

    func records() -> [[String]]? {
        var reader = self
        return reader.allRecords()
    }

    private mutating func value() -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return plain() }
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "\"") else {
                text.append(byte)
                continue
            }
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return ended(text) }
            text.append(byte)
            position += 1
        }
        return nil
    }

    private func ended(_ text: [UInt8]) -> String? {
        let isEnd = position >= bytes.count || [separator, 0x0A, 0x0D].contains(bytes[position])
        return isEnd ? String(decoding: text, as: UTF8.self) : nil
    }

    private mutating func plain() -> String {
        let start = position
        while position < bytes.count, ![separator, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Steps over what follows a value.
    private mutating func endsRecord() -> Bool {
        guard position < bytes.count else { return true }
        if bytes[position] == separator {
            position += 1
            return false
        }
        if bytes[position] == 0x0D { position += 1 }
        if position < bytes.count, bytes[position] == 0x0A { position += 1 }
        return true
    }
}
