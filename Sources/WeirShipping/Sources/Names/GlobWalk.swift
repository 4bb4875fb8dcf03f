internal import WeirRecords
internal import WeirSystem

/// One look at the directories: finds the files that the patterns name and, beside each, what it was rotated to, whether or not the
/// patterns name that as well. Symbolic links are followed as far as the rule for them goes.
///
/// While it looks, a log may be rotated: `.2` becomes `.3`, then `.1` becomes `.2`, then the log becomes `.1`. So a family is looked at in
/// the same direction, from the log itself to the highest number and one past it: a file that moves is seen twice, and never missed.
struct GlobWalk {
    /// Directories below one another that `**` goes down.
    static let maximumDepth = 32

    let fileSystem: any FileSystem
    let include: [Glob]
    let exclude: [Glob]
    let links: LinkRule
    let maximumDirectories: Int
    /// Watches each directory before its names are read, so that none that comes later is missed.
    var watch: (any FileWatch)?

    private let own: OwnFolders
    private var result = ScanResult()
    /// Patterns for names, by directory, in the order in which the directories were found.
    private var patterns: [(directory: String, names: [Glob.Component])] = []
    private var indices: [String: Int] = [:]

    init(_ settings: FilesSettings, fileSystem: any FileSystem) {
        self.fileSystem = fileSystem
        include = settings.include
        exclude = settings.exclude
        links = settings.links
        maximumDirectories = settings.limits.directories
        own = OwnFolders(settings.own, fileSystem: fileSystem)
    }

    mutating func run() -> ScanResult {
        for glob in include {
            var ancestors: [FileIdentity] = []
            descend(glob.isAbsolute ? "/" : ".", glob.components[...], &ancestors)
        }
        for (directory, names) in patterns { look(at: directory, for: names) }
        return result
    }

    private mutating func descend(_ directory: String, _ components: ArraySlice<Glob.Component>, _ ancestors: inout [FileIdentity]) {
        guard let first = components.first else { return }
        let rest = components.dropFirst()
        switch first {
        case _ where rest.isEmpty: remember(directory, first)
        case .literal(let name): descend(joined(directory, name), rest, &ancestors)
        case .wildcard:
            for name in directories(in: directory) where first.matches(name) {
                let path = joined(directory, name)
                if status(of: path, in: path)?.kind == .directory { descend(path, rest, &ancestors) }
            }
        case .anyDirectories:
            descend(directory, rest, &ancestors)
            descendBelow(directory, components, &ancestors)
        }
    }

    /// Goes down into every directory, a link's too, unless that is one of those above it.
    private mutating func descendBelow(_ directory: String, _ components: ArraySlice<Glob.Component>, _ ancestors: inout [FileIdentity]) {
        guard ancestors.count < Self.maximumDepth, let own = status(of: directory, in: directory), own.kind == .directory else { return }
        let identity = FileIdentity(of: own)
        guard !ancestors.contains(identity) else { return }
        ancestors.append(identity)
        defer { ancestors.removeLast() }
        for name in directories(in: directory) where !name.hasPrefix(".") {
            let path = joined(directory, name)
            if status(of: path, in: path)?.kind == .directory { descend(path, components, &ancestors) }
        }
    }

    private mutating func remember(_ directory: String, _ name: Glob.Component) {
        if let index = indices[directory] {
            if !patterns[index].names.contains(name) { patterns[index].names.append(name) }
        } else if patterns.count < maximumDirectories {
            indices[directory] = patterns.count
            patterns.append((directory, [name]))
        } else {
            result.firstOmitted = result.firstOmitted ?? directory
        }
    }

    private mutating func names(in directory: String) -> [String] {
        names(in: directory) { (files, path) throws(SystemError) in try files.names(in: path) }
    }

    private mutating func directories(in directory: String) -> [String] {
        names(in: directory) { (files, path) throws(SystemError) in try files.likelyDirectories(in: path) }
    }

    /// Names in a directory, none where it is not there.
    private mutating func names(
        in directory: String, _ list: (any FileSystem, String) throws(SystemError) -> [String]
    ) -> [String] {
        guard let status = status(of: directory, in: directory), status.kind == .directory else { return [] }
        guard !own.contains(directory, status) else {
            result.passedOver.append(PassedOver(path: directory, reason: .own))
            return []
        }
        do throws(SystemError) {
            do throws(SystemError) { try watch?.watch(directory) } catch { result.unwatched = error }
            let names = try list(fileSystem, directory)
            result.listed.insert(directory)
            return names.sorted()
        } catch {
            result.errors.append(error)
            result.doubtful.insert(directory)
            return []
        }
    }

    /// Whether something may be read behind a stranger's link. Nothing but its kind is looked at.
    private func isBarred(_ path: String, isMatched: Bool) -> Bool {
        guard !exclude.contains(where: { $0.matches(path) || $0.coversAll(in: path) }) else { return false }
        return switch (try? fileSystem.status(of: path, links: .all))?.kind {
        case .directory: true
        case .file: isMatched
        default: false
        }
    }

    private mutating func status(of path: String, in directory: String, of log: FileFamily? = nil) -> FileStatus? {
        do throws(SystemError) { return try fileSystem.status(of: path, links: links) } catch  where error.isUntrustedLink {
            result.passedOver.append(PassedOver(path: path, reason: .untrustedLink))
            if isBarred(path, isMatched: log != nil) { result.barred.append(path) }
            return nil
        } catch {
            result.errors.append(error)
            result.doubtful.insert(directory)
            // What may not be looked at is not waited for.
            if let log, error.code != SystemError.denied { result.unseen.insert(log) }
            return nil
        }
    }
}

extension GlobWalk {
    private mutating func look(at directory: String, for patterns: [Glob.Component]) {
        var families: [String: [FileRank: String]] = [:]
        var order: [String] = []
        for name in names(in: directory) {
            let parsed = FileName(name)
            let archive = parsed.isCompressed ? ArchiveName(name)?.base : nil
            guard patterns.contains(where: { $0.matches(parsed.base) || $0.matches(name) || archive.map($0.matches) ?? false }) else {
                continue
            }
            guard !isExcluded(directory, name, parsed) else { continue }
            if parsed.isCompressed {
                result.compressed.append(joined(directory, name))
            } else {
                if families[parsed.base] == nil { order.append(parsed.base) }
                families[parsed.base, default: [:]][parsed.rank] = name
            }
        }
        for base in order { look(at: FileFamily(directory: directory, base: base), families[base] ?? [:]) }
    }

    private func isExcluded(_ directory: String, _ name: String, _ parsed: FileName) -> Bool {
        exclude.contains { $0.matches(joined(directory, name)) || $0.matches(joined(directory, parsed.base)) }
    }

    private mutating func look(at family: FileFamily, _ names: [FileRank: String]) {
        for rank in names.keys.sorted(by: >) { look(at: names[rank] ?? "", rank, of: family, isListed: true) }
        guard patternsAllowRotation(of: family) else { return }
        var next = names.keys.reduce(0) { if case .numbered(let number) = $1 { max($0, number) } else { $0 } } + 1
        while look(at: "\(family.base).\(next)", .numbered(next), of: family) { next += 1 }
    }

    /// Whether a name that was not listed may be tried: its base was matched, so its rotated names are.
    private func patternsAllowRotation(of family: FileFamily) -> Bool {
        guard let index = indices[family.directory] else { return false }
        return patterns[index].names.contains { $0.matches(family.base) }
    }

    @discardableResult
    private mutating func look(at name: String, _ rank: FileRank, of family: FileFamily, isListed: Bool = false) -> Bool {
        guard let status = status(of: family.path(of: name), in: family.directory, of: family) else {
            if isListed { noteDangling(family.path(of: name)) }
            return false
        }
        guard status.kind == .file else {
            passOver(family.path(of: name), name, status.kind, in: family.directory)
            return false
        }
        result.sightings.append(FileSighting(family: family, rank: rank, name: name, status: status))
        return true
    }

    private static let allNames = try? Glob("*").components.last

    /// What is listed and not there is gone since, or a link that leads to nothing.
    private mutating func noteDangling(_ path: String) {
        guard !result.passedOver.contains(where: { $0.path == path }) else { return }
        guard (try? fileSystem.statusOfLink(path))?.kind == .link else { return }
        result.passedOver.append(PassedOver(path: path, reason: .dangling))
    }

    /// A directory is nothing unusual where the pattern is for all names.
    private mutating func passOver(_ path: String, _ name: String, _ kind: FileStatus.Kind, in directory: String) {
        let isNamed = indices[directory].map { patterns[$0].names.contains(.literal(name)) } ?? false
        if kind != .directory {
            result.passedOver.append(PassedOver(path: path, reason: .kind(kind)))
        } else if isNamed {
            result.passedOver.append(PassedOver(path: path, reason: .directory))
        } else if let index = indices[directory], let all = Self.allNames, !patterns[index].names.contains(all) {
            result.passedOver.append(PassedOver(path: path, reason: .matchedDirectory))
        }
    }
}
