/// Which symbolic links are followed on the way to a file.
///
/// Whoever may write to a directory of logs may put a link there, and would read through the shipper what the shipper may read.
package enum LinkRule: Sendable {
    case all
    /// Those that root or this process's own user made, wherever on the way they lie.
    case trusted
}

extension FileSystem {
    package func likelyDirectories(in directory: String) throws(SystemError) -> [String] { try names(in: directory) }

    /// A file system without links.
    package func open(_ path: String, links: LinkRule) throws(SystemError) -> any File { try open(path, .read) }
    package func status(of path: String, links: LinkRule) throws(SystemError) -> FileStatus? { try status(of: path) }
}
