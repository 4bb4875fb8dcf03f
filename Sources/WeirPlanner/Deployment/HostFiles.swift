package import WeirRecords

/// The log files on each host, which the shipper reads.
package struct HostFiles: Equatable, Sendable {
    package var rotation: Rotation

    package init(rotation: Rotation) { self.rotation = rotation }

    package struct Rotation: Equatable, Sendable {
        /// A file is renamed once it has this size; positive.
        package var bytes: ByteCount
        /// Renamed files kept beside the one being written; may be 0.
        package var kept: Int

        package init(bytes: ByteCount, kept: Int) {
            self.bytes = bytes
            self.kept = kept
        }
    }

    /// As the platform's Web App nodes rotate: 10 MiB, 20 files.
    package static let platformDefault = HostFiles(rotation: Rotation(bytes: .mebibytes(10), kept: 20))
}
