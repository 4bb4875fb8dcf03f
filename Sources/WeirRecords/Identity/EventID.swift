/// Ids of records: the same over retries, restarts and sinks, so that a receiver can tell a duplicate.
///
/// MurmurHash3 x64 128, seed 0, over 16-byte blocks: the kind and the source's length; the installation; for a file its
/// source's name, padded with zeros, and its generation; then the offset or the record's number in 8 bytes.
package enum EventID {
    package static func file(installation: Digest128, stream: StreamDescriptor, offset: UInt64) -> Digest128 {
        Prefix(installation: installation, stream: stream).id(at: offset)
    }

    package static func network(installation: Digest128, recordNumber: UInt64) -> Digest128 {
        Prefix(networkOf: installation).id(at: recordNumber)
    }

    /// All that a stream's ids have in common, hashed once.
    package struct Prefix: Sendable {
        private var hash = MurmurHash3()

        /// For a file; every other kind of stream takes ``init(networkOf:)``.
        package init(installation: Digest128, stream: StreamDescriptor) {
            var source = stream.source
            source.withUTF8 { name in
                hash.block(UInt64(StreamDescriptor.Kind.file.rawValue), UInt64(name.count))
                hash.block(installation.low, installation.high)
                hash.padded(UnsafeRawBufferPointer(name))
            }
            hash.block(stream.generation.low, stream.generation.high)
        }

        package init(networkOf installation: Digest128) {
            hash.block(UInt64(StreamDescriptor.Kind.network.rawValue), 0)
            hash.block(installation.low, installation.high)
        }

        /// - Parameter place: the record's offset in its file, or its number in the spool.
        package func id(at place: UInt64) -> Digest128 {
            withUnsafeBytes(of: place.littleEndian) { hash.finish($0) }
        }
    }
}
