internal import Foundation
internal import GRDB
internal import WeirRecords

/// Columns as the state writes them. A database may be damaged, or written by someone else: what is not of its kind is an error
/// that names the column, and never ends the process.
extension Row {
    /// Any 64 bits with a sign.
    func integer(_ column: String) throws -> Int64 {
        guard case .int64(let value) = storage(column) else { throw unexpected(column) }
        return value
    }

    func integerIfThere(_ column: String) throws -> Int64? {
        if case .null = storage(column) { return nil }
        return try integer(column)
    }

    /// 64 bits of which the highest is one of them: halves of digests.
    func bits(_ column: String) throws -> UInt64 { UInt64(bitPattern: try integer(column)) }

    /// A number of records, bytes or rows: never below 0.
    func count(_ column: String) throws -> UInt64 {
        guard let value = UInt64(exactly: try integer(column)) else { throw unexpected(column) }
        return value
    }

    /// No spool ever gets to the half of all numbers; one past it would leave no room to count on.
    func number(_ column: String) throws -> RecordNumber { RecordNumber(try count(column)) }

    func size(_ column: String) throws -> ByteCount { ByteCount(Int64(clamping: try count(column))) }

    func time(_ column: String) throws -> Timestamp { Timestamp(microseconds: try integer(column)) }

    func digest(_ low: String, _ high: String) throws -> Digest128 { Digest128(low: try bits(low), high: try bits(high)) }

    func text(_ column: String) throws -> String {
        guard case .string(let value) = storage(column) else { throw unexpected(column) }
        return String(stored: value)
    }

    func bytesIfThere(_ column: String) throws -> [UInt8]? {
        switch storage(column) {
        case .null: return nil
        case .blob(let data): return [UInt8](data)
        default: throw unexpected(column)
        }
    }

    func bytes(_ column: String) throws -> [UInt8] {
        guard let bytes = try bytesIfThere(column) else { throw unexpected(column) }
        return bytes
    }

    private func storage(_ column: String) -> DatabaseValue.Storage { (self[column] as DatabaseValue? ?? .null).storage }

    /// The error for a value that Weir never writes.
    func unexpected(_ column: String) -> StateError {
        let value: String
        switch storage(column) {
        case .null: value = "nothing"
        case .int64(let number): value = "\(number)"
        case .double(let number): value = "\(number)"
        case .string(let text): value = "'\(text.prefix(40))'"
        case .blob(let data): value = "\(data.count) bytes"
        }
        return .damaged("its column \(column) holds \(value), which Weir never writes there")
    }
}
