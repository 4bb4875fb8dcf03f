/// All text formats, in the order in which they are tried: what says more comes first.
enum LineFormats {
    static let all: [LineFormat] =
        PlatformFormats.all + SyslogFormats.first + ContainerFormats.all + DatabaseFormats.first + WebServerFormats.all
        + DatabaseFormats.all
        + NamedValueFormats.all + ProgramFormats.all + ProgramFormats.general + SyslogFormats.all + ProgramFormats.last
        + ContainerFormats.last

    /// Those that a line may be of, by its first byte, as indices into `all`.
    static let candidates: [[Int]] = (0...UInt8.max).map { byte in all.indices.filter { all[$0].firstBytes.contains(byte) } }

    static let kasmText = index(of: "kasm-text")
    static let postgres = index(of: "postgres")

    /// - Precondition: there is one of this name.
    private static func index(of name: String) -> Int {
        guard let index = all.firstIndex(where: { "\($0.name)" == name }) else { preconditionFailure("no format \(name)") }
        return index
    }
}
