package import WeirRecords

/// Which records a tap shows: those that meet every condition.
package struct TapFilter: Equatable, Sendable {
    package var source: String?
    package var host: String?
    package var application: String?
    package var atLeast: Level?
    /// Anywhere in the record's bytes, as they are.
    package var contains: String?

    package init(source: String? = nil, host: String? = nil, application: String? = nil, atLeast: Level? = nil, contains: String? = nil) {
        self.source = source
        self.host = host
        self.application = application
        self.atLeast = atLeast
        self.contains = contains
    }

    package func admits(_ key: MeterKey) -> Bool {
        (source ?? key.source) == key.source && (host ?? key.host) == key.host && (application ?? key.application) == key.application
            && (atLeast ?? key.level) <= key.level
    }
}

/// Looks for some bytes in others.
struct ByteSearch {
    private let pattern: [UInt8]

    init(_ text: String) { pattern = [UInt8](text.utf8) }

    func isFound(in bytes: UnsafeRawBufferPointer) -> Bool {
        guard let first = pattern.first else { return true }
        guard bytes.count >= pattern.count else { return false }
        for start in 0...bytes.count - pattern.count where bytes[start] == first {
            if pattern.indices.allSatisfy({ bytes[start + $0] == pattern[$0] }) { return true }
        }
        return false
    }
}
