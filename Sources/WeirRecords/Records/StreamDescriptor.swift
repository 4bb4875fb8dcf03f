/// What a stream is: one generation of a file, one table, one peer. It never changes while the stream lives.
package struct StreamDescriptor: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        case file = 0
        case network = 1
        case table = 2
    }

    package var kind: Kind
    /// Name of the source in the configuration.
    package var source: String
    /// The host whose records these are.
    package var host: String
    /// Where the stream was first seen, for people: a path, a peer's address, a table.
    package var origin: String
    /// Minted when the stream is first seen; tells a file from a later one of the same name.
    package var generation: Digest128
    package var format: RecordFormat

    package init(kind: Kind, source: String, host: String, origin: String, generation: Digest128, format: RecordFormat) {
        self.kind = kind
        self.source = source
        self.host = host
        self.origin = origin
        self.generation = generation
        self.format = format
    }
}

/// Where a source goes on with a stream: opaque to all but the source; its first byte is the version of its layout.
package struct StreamPosition: Hashable, Sendable {
    /// A position must hold a table's gap ranges; more than this is a defect of the source.
    package static let maximumBytes = 64 << 10

    package var bytes: [UInt8]
    package init(bytes: [UInt8]) { self.bytes = bytes }
}

/// A stream and where it stands after the records that travel with it.
package struct StreamState: Hashable, Sendable {
    package var descriptor: StreamDescriptor
    package var position: StreamPosition
    /// Nothing will follow: the position need not be kept.
    package var isClosed: Bool

    package init(descriptor: StreamDescriptor, position: StreamPosition, isClosed: Bool = false) {
        self.descriptor = descriptor
        self.position = position
        self.isClosed = isClosed
    }
}
