package import WeirRecords
package import WeirSystem

/// What was told of already and holds on.
struct Told: Sendable {
    var openFilesReached = false
    /// Codes of the errors with which watching failed.
    var noWatch: Set<Int32> = []
    var knownFilesReached = false
    var scanIncomplete = false
    var compressed: Set<String> = []
    /// The same by the log.
    var compressedOf: [FileFamily: [String]] = [:]
    var errors: Set<String> = []
    var unread: Set<String> = []
    var passedOver: Set<PassedOver> = []
}

extension Told {
    /// What of a scan is to be told and was not: what is gone and comes back is told of again.
    mutating func news(of result: ScanResult, _ settings: FilesSettings, isFirst: Bool) -> [Notice] {
        let notices =
            errors(result) + passedOver(result) + incomplete(result, settings)
            + (isFirst ? Self.unmatched(result, settings) : [])
        return notices.map { notice in
            var notice = notice
            notice.details["source"] = settings.name
            return notice
        }
    }

    private mutating func errors(_ result: ScanResult) -> [Notice] {
        let before = errors
        errors = Set(result.errors.map { "\($0.operation) \($0.subject)" })
        var fresh = errors.subtracting(before)
        let unsaid = result.errors.filter { fresh.remove("\($0.operation) \($0.subject)") != nil }
        // A directory that may be listed but not entered has as many errors as files.
        return Dictionary(grouping: unsaid) { "\($0.operation) \($0.code)" }.values.compactMap { alike in
            alike.min { $0.subject < $1.subject }.map { first in
                let details = first.details(alike.count > 1 ? ["alike": String(alike.count)] : [:])
                return Notice(.warning, "a directory or a file can't be looked at", details)
            }
        }.sorted { ($0.details["subject"] ?? "") < ($1.details["subject"] ?? "") }
    }

    private mutating func passedOver(_ result: ScanResult) -> [Notice] {
        let found = Set(result.passedOver)
        let fresh = found.subtracting(passedOver)
        passedOver = found
        return Dictionary(grouping: fresh, by: \.reason).map { reason, names in
            reason.notice(names.map(\.path).min() ?? "", count: names.count)
        }.sorted { $0.message < $1.message }
    }

    /// - Returns: what was not there at the scan before.
    mutating func note(compressed result: ScanResult) -> Set<String> {
        let found = Set(result.compressed)
        defer { compressed = found }
        if found != compressed {
            compressedOf = [:]
            for path in found { for family in FileFamily.ofCompressed(path) { compressedOf[family, default: []].append(path) } }
        }
        return found.subtracting(compressed)
    }

    /// - Parameter paths: compressed files of which nothing is read.
    static func leftOut(compressed paths: Set<String>, _ settings: FilesSettings, isFirst: Bool) -> Notice? {
        guard let example = paths.min() else { return nil }
        let message =
            isFirst
            ? "compressed files that were there before are left out: unpack them to have them shipped"
            : "compressed files of no log that is followed are left out: unpack them to have them shipped"
        return Notice(
            isFirst ? .warning : .information, message, ["source": settings.name, "files": String(paths.count), "first": example])
    }

    private mutating func incomplete(_ result: ScanResult, _ settings: FilesSettings) -> [Notice] {
        defer { scanIncomplete = result.firstOmitted != nil }
        guard let first = result.firstOmitted, !scanIncomplete else { return [] }
        let message = "there are more directories than may be looked into; files in the others are not followed"
        let details = [
            "limit": String(settings.limits.directories), "first": first, "way_out": "have several sources look into a part each",
        ]
        return [Notice(.alert, message, details)]
    }

    /// Patterns that come to nothing at the start: mistyped, or too early.
    private static func unmatched(_ result: ScanResult, _ settings: FilesSettings) -> [Notice] {
        let explained = Set(result.passedOver.map(\.path))
        return settings.include.filter { glob in
            !explained.contains { glob.matches($0) }
                && !result.sightings.contains { glob.matches($0.family.path(of: $0.family.base)) || glob.matches($0.path) }
        }.map { glob in
            Notice(
                .warning, "no file matches the pattern: nothing is read by it until one appears",
                ["pattern": glob.pattern, "way_out": "check the path, and that this user may look into its directory"])
        }
    }
}

extension PassedOver.Reason {
    /// - Parameter first: one of the names.
    fileprivate func notice(_ first: String, count: Int) -> Notice {
        let details = ["files": String(count), "first": first]
        switch self {
        case .kind(let kind):
            return Notice(
                .warning, "what is no regular file is passed over, though a pattern matches its name",
                details.merging(["kind": kind.rawValue, "way_out": "have it written to a file, or exclude it"]) { $1 })
        case .directory:
            return Notice(
                .warning, "a pattern names a directory: nothing is read by it",
                details.merging(["way_out": "name the files in it, such as \(first)/*.log"]) { $1 })
        case .untrustedLink:
            let error = SystemError.untrustedLink(first)
            return Notice(
                .warning, "a symbolic link is not followed: neither root nor this user made it",
                details.merging(["way_out": error.wayOut ?? ""]) { $1 })
        case .dangling:
            return Notice(
                .warning, "a pattern matches a symbolic link that leads to nothing: it is read once there is a log",
                details.merging(["way_out": "take the link away, or exclude it"]) { $1 })
        case .matchedDirectory:
            return Notice(
                .warning, "a pattern matches a directory: what is in it is not read by that",
                details.merging(["way_out": "name the files in it, such as \(first)/*.log, or exclude it"]) { $1 })
        case .own:
            return Notice(
                .warning, "the shipper's own spool lies where a pattern looks: its files are left out",
                details.merging(["way_out": "exclude it, or put the spool elsewhere"]) { $1 })
        }
    }
}

/// What a files source would find now, for whoever asks before it runs.
package enum FilesPreview {
    /// - Returns: a stream for each file that would be followed, and what would be told of at the start.
    package static func look(_ settings: FilesSettings, fileSystem: any FileSystem) -> (streams: [StreamState], notices: [Notice]) {
        var walk = GlobWalk(settings, fileSystem: fileSystem)
        let result = walk.run()
        var told = Told()
        let position = StreamPosition(bytes: [UInt8](repeating: 0, count: FilePosition.encodedBytes))
        let streams = result.sightings.enumerated().map { index, sighting in
            StreamState(
                descriptor: StreamDescriptor(
                    kind: .file, source: settings.name, host: settings.host, origin: sighting.path,
                    generation: Digest128(low: UInt64(index), high: 0), format: settings.format ?? .plain), position: position)
        }
        let compressed = Told.leftOut(compressed: Set(result.compressed), settings, isFirst: true)
        return (streams, told.news(of: result, settings, isFirst: true) + (compressed.map { [$0] } ?? []))
    }
}
