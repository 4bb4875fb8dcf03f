/// A pattern over paths: `*` and `?` within one name, `[a-z]` and `[!a-z]`, and `**` for any number of directories.
///
/// A name that begins with a dot is matched only by a pattern that begins with one. Characters are Unicode scalars; a byte that is not
/// UTF-8 stands as `\xE9` and is one character too. The one meaning of a pattern: the source that looks for files and the check that looks
/// for files that are read twice both use it.
package struct Glob: Hashable, Sendable, CustomStringConvertible {
    /// Longest pattern accepted, in scalars.
    package static let maximumLength = 4096

    package let pattern: String
    package let isAbsolute: Bool
    package let components: [Component]

    package enum Component: Hashable, Sendable {
        case literal(String)
        case wildcard(NamePattern)
        case anyDirectories
    }

    /// - Throws: ``GlobError`` where the pattern is empty, too long, names a directory, or has an unclosed `[`.
    package init(_ pattern: String) throws(GlobError) {
        guard !pattern.isEmpty else { throw GlobError(pattern: pattern, message: "an empty pattern matches nothing: name a path") }
        guard pattern.unicodeScalars.count <= Self.maximumLength else {
            throw GlobError(pattern: pattern, message: "a pattern of over \(Self.maximumLength) characters")
        }
        guard !pattern.hasSuffix("/") else {
            throw GlobError(pattern: pattern, message: "'\(pattern)' names a directory: add a name pattern, such as '\(pattern)*.log'")
        }
        self.pattern = pattern
        isAbsolute = pattern.hasPrefix("/")
        var components: [Component] = []
        for name in pattern.split(separator: "/") where name != "." {
            components.append(try Self.component(String(name), of: pattern))
        }
        guard !components.isEmpty else { throw GlobError(pattern: pattern, message: "'\(pattern)' names a directory: name files in it") }
        if components.last == .anyDirectories { components.append(.wildcard(.anything)) }
        self.components = components
    }

    package var description: String { pattern }

    /// Whether it can match one path only.
    package var isLiteral: Bool { components.allSatisfy { if case .literal = $0 { true } else { false } } }

    /// Some path that it matches: enough to see an obvious overlap with another pattern.
    package var example: String { (isAbsolute ? "/" : "") + components.map(\.example).joined(separator: "/") }

    /// Whether the pattern matches the whole path. A pattern without a slash matches the last name of any path.
    package func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").filter { $0 != "." }
        if components.count == 1, !isAbsolute, let name = names.last { return components[0].matches(String(name)) }
        guard isAbsolute == path.hasPrefix("/") else { return false }
        return Self.matches(components[...], names[...])
    }

    /// Whether files that match may lie in the directory or below it.
    package func leads(into directory: String) -> Bool {
        guard isAbsolute == directory.hasPrefix("/") else { return false }
        let names = directory.split(separator: "/").filter { $0 != "." }
        for (place, name) in names.enumerated() {
            guard place < components.count - 1 else { return false }
            // From here on it may be any that is not hidden, or is named.
            if components[place] == .anyDirectories {
                let rest = components[place...].filter { $0 != .anyDirectories }
                return names[place...].allSatisfy { name in !name.hasPrefix(".") || rest.contains { $0.matches(String(name)) } }
            }
            guard components[place].matches(String(name)) else { return false }
        }
        return true
    }

    /// Whether every file in the directory and below it matches.
    package func coversAll(in directory: String) -> Bool {
        guard components.suffix(2) == [.anyDirectories, .wildcard(.anything)] else { return false }
        let names = directory.split(separator: "/").filter { $0 != "." }
        return isAbsolute == directory.hasPrefix("/") && Self.matches(components.dropLast(2) + [.anyDirectories], names[...])
    }

    private static func component(_ name: String, of pattern: String) throws(GlobError) -> Component {
        if name == "**" { return .anyDirectories }
        guard name.contains(where: { "*?[".contains($0) }) else { return .literal(name) }
        do throws(NamePattern.Defect) { return .wildcard(try NamePattern(name)) } catch {
            let message =
                switch error {
                case .unclosedSet: "'[' is never closed in '\(pattern)': close it with ']', or write '[[]' for the character itself"
                case .emptyRange: "a range in '\(pattern)' ends before it begins: write it the other way round"
                }
            throw GlobError(pattern: pattern, message: message)
        }
    }

    /// `**` goes through no directory whose name begins with a dot. As `*` in a name, the last `**` alone need be tried again, so the time is bounded by the product of the lengths.
    private static func matches(_ components: ArraySlice<Component>, _ names: ArraySlice<Substring>) -> Bool {
        var (component, name) = (components.startIndex, names.startIndex)
        var retry: (component: Int, name: Int)?
        while name < names.endIndex {
            if component < components.endIndex, components[component] == .anyDirectories {
                retry = (component + 1, name)
                component += 1
            } else if component < components.endIndex, components[component].matches(String(names[name])) {
                component += 1
                name += 1
            } else if let last = retry, !names[last.name].hasPrefix(".") {
                retry = (last.component, last.name + 1)
                (component, name) = (last.component, last.name + 1)
            } else {
                return false
            }
        }
        return components[component...].allSatisfy { $0 == .anyDirectories }
    }
}

extension Glob.Component {
    package func matches(_ name: String) -> Bool {
        switch self {
        // Not as strings: Swift takes for equal what Unicode calls equivalent, and those are two files.
        case .literal(let literal): NameCharacters.areSame(literal, name)
        case .wildcard(let pattern): pattern.matches(name)
        case .anyDirectories: true
        }
    }

    fileprivate var example: String {
        switch self {
        case .literal(let literal): literal
        case .wildcard(let pattern): pattern.example
        case .anyDirectories: "x"
        }
    }
}

package struct GlobError: Error, Hashable, Sendable, CustomStringConvertible {
    package var pattern: String
    /// What is wrong with it and what to write instead.
    package var message: String

    package var description: String { message }
}
