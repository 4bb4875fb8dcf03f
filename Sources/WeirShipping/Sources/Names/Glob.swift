/// A pattern over paths: `*` and `?` within one name, `[a-z]` and `[!a-z]`, and `**` for any number of directories.
///
/// A name that begins with a dot is matched only by a pattern that begins with one. Characters are Unicode scalars.
package struct Glob: Hashable, Sendable, CustomStringConvertible {
    /// Longest pattern accepted, in scalars.
    package static let maximumLength = 4096

    package let pattern: String
    let isAbsolute: Bool
    let components: [Component]

    enum Component: Hashable, Sendable {
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
        if components.last == .anyDirectories { components.append(.wildcard(.anything)) }
        self.components = components
    }

    package var description: String { pattern }

    /// Whether the pattern matches the whole path. A pattern without a slash matches the last name of any path.
    package func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").filter { $0 != "." }
        if components.count == 1, !isAbsolute, let name = names.last { return components[0].matches(String(name)) }
        guard isAbsolute == path.hasPrefix("/") else { return false }
        return Self.matches(components[...], names[...])
    }

    private static func component(_ name: String, of pattern: String) throws(GlobError) -> Component {
        if name == "**" { return .anyDirectories }
        guard name.contains(where: { "*?[".contains($0) }) else { return .literal(name) }
        guard let parsed = NamePattern(name) else {
            let message = "'[' is never closed in '\(pattern)': close it with ']', or write '[[]' for the character itself"
            throw GlobError(pattern: pattern, message: message)
        }
        return .wildcard(parsed)
    }

    /// As `*` in a name, the last `**` alone need be tried again, so the time is bounded by the product of the lengths.
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
            } else if let last = retry {
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
    func matches(_ name: String) -> Bool {
        switch self {
        case .literal(let literal): literal == name
        case .wildcard(let pattern): pattern.matches(name)
        case .anyDirectories: true
        }
    }
}

package struct GlobError: Error, Hashable, Sendable, CustomStringConvertible {
    package var pattern: String
    /// What is wrong with it and what to write instead.
    package var message: String

    package var description: String { message }
}
