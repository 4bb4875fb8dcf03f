import WeirCompression
import WeirRecords
import WeirSystem

/// How a log file is compressed, by its first bytes, whatever its name says.
enum LogCompression: Equatable, Sendable {
    case none, gzip, zstd, bzip2, xz
    /// Named as compressed, and neither that nor text.
    case damaged

    static let markBytes = 6

    init(_ start: UnsafeRawBufferPointer, isNamedCompressed: Bool = false) {
        self =
            if start.starts(with: [0x1F, 0x8B]) {
                .gzip
            } else if start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
                .zstd
            } else if start.starts(with: [0x42, 0x5A, 0x68]) {
                .bzip2
            } else if start.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
                .xz
            } else {
                isNamedCompressed && !start.prefix(Self.markBytes).allSatisfy(Self.isText) ? .damaged : .none
            }
    }

    private static func isText(_ byte: UInt8) -> Bool { byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x1B }

    /// Nil for what is not compressed.
    ///
    /// - Throws: for what is not read, with the way out.
    func inflater(for path: String, limitBytes: Int) throws -> Inflater? {
        switch self {
        case .none: return nil
        case .damaged:
            throw LogCompressionError(text: "named as compressed, but its beginning is neither that nor text: damaged, or no log")
        case .gzip: return .gzip(limitBytes: limitBytes)
        case .zstd: return try .zstd(limitBytes: limitBytes)
        case .bzip2: throw LogCompressionError(text: "compressed with bzip2, which is not read: unpack it first (bzip2 -dk \(path))")
        case .xz: throw LogCompressionError(text: "compressed with xz, which is not read: unpack it first (xz -dk \(path))")
        }
    }
}

struct LogCompressionError: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
