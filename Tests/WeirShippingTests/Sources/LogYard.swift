import WeirShipping

/// The ground that the suites about one log stand on: a directory with that log, and a shipper that has read it.
extension MemoryFiles {
    static let log = "/log/a.log"
    /// More than is needed to tell a file by.
    static let longLines = (0..<60).map { "a line with the number \($0)" }
    static var longText: String { longLines.map { $0 + "\n" }.joined() }

    /// - Parameter directories: below the one of the log.
    static func withLogs(_ directories: String...) -> MemoryFiles {
        let files = MemoryFiles()
        files.makeDirectory("/log")
        for name in directories { files.makeDirectory("/log/\(name)") }
        return files
    }

    /// A shipper that has read this of the log, and nothing else.
    func shipper(
        reading text: String, include: [String] = ["/log/*.log"], limits: (inout FilesLimits) -> Void = { _ in }
    ) throws -> Shipper {
        var shipper = try Shipper(self, include: include, limits: limits)
        append(text, to: Self.log)
        shipper.drain()
        return shipper
    }
}
