/// Reads a line that is one JSON object. Of duplicate keys the last one counts.
struct JSONRecordParser {
    private var fields = NamedFields()

    /// Nil where the line is not one JSON object.
    @inline(__always)
    static func parse(_ line: UnsafeRawBufferPointer, keys: inout JSONKeys, reference: Timestamp) -> ParsedRecord? {
        var parser = JSONRecordParser()
        let verdict = JSONLineScanner.scan(line.bytes, keys: &keys, role: role) { parser.take($0, as: $1, in: line) }
        guard verdict != .invalid else { return nil }
        var record = parser.fields.record(line, reference: reference)
        record.isObject = true
        record.isJSON = verdict == .portable
        record.isValidUTF8 = record.isJSON || UTF8Text.isValid(line)
        return record
    }

    private static func role(_ line: RawSpan, _ key: Range<Int>) -> FieldRole {
        line.withUnsafeBytes { FieldTable.common.role(of: UnsafeRawBufferPointer(rebasing: $0[key])) }
    }

    @inline(__always)
    private mutating func take(_ field: JSONField, as role: FieldRole, in line: UnsafeRawBufferPointer) {
        guard !role.isNothing else { return }
        switch field.kind {
        case .string: fields.take(FieldRange(field.value, isEscaped: field.isValueEscaped), as: role)
        case .number: fields.takeBare(FieldRange(field.value), isNumber: true, as: role)
        case .literal: fields.takeBare(FieldRange(field.value), isNumber: false, as: role)
        case .nested: takeNested(field, as: role, in: line)
        }
    }

    /// An object's members count by their own roles; one that has none stands for the text that it is written as.
    private mutating func takeNested(_ field: JSONField, as role: FieldRole, in line: UnsafeRawBufferPointer) {
        if role.kind == .message { fields.takeBare(FieldRange(field.value), isNumber: false, as: role) }
        fields.mark(role)
        let object = UnsafeRawBufferPointer(rebasing: line[field.value])
        let name = UnsafeRawBufferPointer(rebasing: line[field.key])
        _ = JSONLineScanner.scan(object.bytes) { member in
            guard !member.isKeyEscaped else { return }
            let role = FieldTable.common.role(of: UnsafeRawBufferPointer(rebasing: object[member.key]), in: name)
            let value = FieldRange(
                field.value.lowerBound + member.valueStart..<field.value.lowerBound + member.valueEnd, isEscaped: member.isValueEscaped)
            switch member.kind {
            case .string: fields.take(value, as: role)
            case .number: fields.takeBare(value, isNumber: true, as: role)
            case .literal, .nested: fields.mark(role)
            }
        }
    }
}

extension Level {
    /// Server errors are errors, other refusals warnings, all else is info; nil for what is no status.
    init?(status: UnsafeRawBufferPointer) {
        guard status.count == 3, status.allSatisfy({ $0 &- 0x30 < 10 }), status[0] != UInt8(ascii: "0") else { return nil }
        switch status[0] {
        case UInt8(ascii: "5")...UInt8(ascii: "9"): self = .error
        case UInt8(ascii: "4"): self = .warning
        default: self = .info
        }
    }
}
