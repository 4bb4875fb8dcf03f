import CPostgres
package import WeirRecords

/// The rows that a statement returned; values are read in place.
package final class QueryResult {
    package enum Format: Int32, Sendable {
        case text = 0
        case binary = 1
    }

    private let handle: OpaquePointer
    private let format: Format
    package let count: Int

    init(_ handle: OpaquePointer, format: Format) {
        self.handle = handle
        self.format = format
        count = Int(PQntuples(handle))
    }

    deinit { PQclear(handle) }

    /// The value's bytes, `nil` where it is NULL; valid as long as the result.
    package func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? {
        let (row, column) = (Int32(row), Int32(column))
        guard PQgetisnull(handle, row, column) == 0, let value = PQgetvalue(handle, row, column) else { return nil }
        return UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(handle, row, column)))
    }

    package func string(_ row: Int, _ column: Int) -> String? {
        bytes(row, column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// An integer of 2, 4 or 8 bytes, or its text.
    package func integer(_ row: Int, _ column: Int) -> Int64? {
        guard let bytes = bytes(row, column) else { return nil }
        return format == .text ? Int64(String(decoding: bytes, as: UTF8.self)) : Self.bigEndian(bytes)
    }

    package func boolean(_ row: Int, _ column: Int) -> Bool { string(row, column) == "t" }

    /// A timestamp with or without zone, from a binary result; `nil` for NULL and the infinities.
    package func timestamp(_ row: Int, _ column: Int) -> Timestamp? {
        guard format == .binary, let value = integer(row, column), value != .max, value != .min else { return nil }
        let (microseconds, overflow) = value.addingReportingOverflow(Self.epochOffset)
        return overflow ? nil : Timestamp(microseconds: microseconds)
    }

    /// PostgreSQL counts its microseconds from 2000-01-01T00:00:00Z.
    static let epochOffset: Int64 = 946_684_800_000_000

    private static func bigEndian(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        let word = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch bytes.count {
        case 2: return Int64(Int16(truncatingIfNeeded: word))
        case 4: return Int64(Int32(truncatingIfNeeded: word))
        case 8: return Int64(bitPattern: word)
        default: return nil
        }
    }
}

extension QueryResult {
    private static let queryCanceled = "57014"
    private static let insufficientPrivilege = "42501"

    /// The server's refusal.
    var error: DatabaseError {
        let sqlState = field(Int32(UInt8(ascii: "C")))
        let parts = [field(Int32(UInt8(ascii: "M"))), field(Int32(UInt8(ascii: "D")))].compactMap(\.self)
        let message = parts.isEmpty ? String(cString: PQresultErrorMessage(handle)) : parts.joined(separator: ": ")
        return DatabaseError(
            sqlState == Self.queryCanceled ? .timeout : .statement, Self.oneLine(message), sqlState: sqlState,
            wayOut: field(Int32(UInt8(ascii: "H"))) ?? Self.wayOut(sqlState))
    }

    private static func wayOut(_ sqlState: String?) -> String? {
        switch sqlState {
        case queryCanceled: "raise the statement timeout, or ask at a quieter time"
        case insufficientPrivilege: "grant SELECT on the table to this user"
        default: nil
        }
    }

    /// One of the fields of an error message, by its letter in the protocol.
    private func field(_ letter: Int32) -> String? {
        PQresultErrorField(handle, letter).map { Self.oneLine(String(cString: $0)) }
    }

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: "; ")
    }
}
