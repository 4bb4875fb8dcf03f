package import WeirRecords

/// `manifest.json`: what was written, for a later comparison with what was received. A documented contract, version 1; its keys
/// are these names in snake_case.
package struct WorkloadManifest: Equatable, Sendable, Codable {
    package static let fileName = "manifest.json"

    package struct File: Equatable, Sendable, Codable {
        package var host: String
        /// Relative to the manifest's directory; renamed ones have `.1`, `.2`, … behind it.
        package var path: String
        package var records: UInt64
        /// Of the lines, without line ends.
        package var bytes: UInt64
        package var rotations: UInt64
    }

    package var version = 1
    package var seed: UInt64
    package var records: UInt64
    /// Of the lines, without line ends.
    package var bytes: UInt64
    package var firstSerial: UInt64 = 1
    /// Event time of the first and of the last record.
    package var start: String
    package var end: String
    /// Records in files that rotation went over: gone for every reader that had not read them by then.
    package var rotatedAway: UInt64
    package var hosts: [String]
    package var files: [File]
    package var digests: [ContentRow]

    init(
        seed: UInt64, records: UInt64, bytes: UInt64, start: String, end: String, rotatedAway: UInt64, hosts: [String], files: [File],
        digests: [ContentRow]
    ) {
        self.seed = seed
        self.records = records
        self.bytes = bytes
        self.start = start
        self.end = end
        self.rotatedAway = rotatedAway
        self.hosts = hosts
        self.files = files
        self.digests = digests
    }
}
