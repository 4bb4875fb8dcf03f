package import WeirRecords

/// The limits of this module: a configuration beyond one of them is reported, never read in part.
package enum ConfigurationLimits {
    /// A configuration file.
    package static let fileBytes = ByteCount.kibibytes(256)
    /// A secret's file.
    package static let secretBytes = ByteCount.kibibytes(16)
    /// Any file that a key names: of certificates a machine's bundle has a quarter of this.
    package static let namedFileBytes = ByteCount.mebibytes(1)
    /// Mappings and sequences within each other.
    static let depth = 24
    /// Nodes of a document after its aliases are written out.
    static let nodes = 20_000
    /// Aliases in a file. Anchors may nest, so their number bounds how far a small file can expand: by no more than e^(16/e), about
    /// 360 times.
    static let aliases = 16
    /// Duplicate keys that are named one by one.
    static let duplicateKeys = 10
    /// Problems in one report; what is beyond is counted.
    package static let problems = 100
    /// A string in a problem's message.
    static let quotedCharacters = 80
    /// Longest name of a source, sink or zone: names become labels, ledger keys and file names.
    static let nameCharacters = 63
    /// Longest duration: a hundred years of days.
    static let duration = Duration.seconds(36_500 * 86_400)
    static let zones = 256
    /// Each costs a plan a sixth of the present setting's time.
    static let scenarios = 16
    static let groupsPerRole = 1_024
    static let sources = 64
    /// Globs of all sources together: each is compared with each.
    static let globs = 256
    static let globCharacters = 512
    static let headers = 32
    static let sinks = 16
}
