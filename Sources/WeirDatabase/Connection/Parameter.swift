/// A value for a `$n` of a statement.
package enum Parameter: Equatable, Sendable {
    case null
    case text(String)
    /// PostgreSQL's binary form of the parameter's type.
    case binary([UInt8])

    var isBinary: Bool {
        if case .binary = self { true } else { false }
    }

    /// What libpq is given: a text ends in NUL.
    var bytes: [UInt8] {
        switch self {
        case .null: []
        case .text(let text): Array(text.utf8) + [0]
        case .binary(let bytes): bytes
        }
    }
}

/// Several byte strings one after another in one allocation, with a pointer to each for as long as a call lasts.
struct CStrings {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []

    mutating func append(_ string: [UInt8]?) {
        offsets.append(string == nil ? nil : bytes.count)
        bytes += string ?? []
    }

    func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
        bytes.withUnsafeBytes { storage in
            let start = storage.bindMemory(to: CChar.self).baseAddress
            let pointers = offsets.map { offset in offset.flatMap { offset in start.map { $0 + offset } } }
            return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
        }
    }
}
