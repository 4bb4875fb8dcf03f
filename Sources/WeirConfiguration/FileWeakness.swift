/// How someone other than root and the shipper's own user could change a file, or put another one in its place.
package enum FileWeakness: Equatable, Sendable {
    case groupMayWrite
    /// The user's number.
    case owner(UInt32)
    /// A link on the way to it was made by another user.
    case foreignLink
    /// Others may write a directory on the way to it, which is not sticky.
    case directoryWritable(String)
    case directoryOwner(String, UInt32)

    /// - Parameter file: as it stands in messages.
    package func message(_ file: String) -> String {
        switch self {
        case .groupMayWrite: "its group may change \(file)"
        case .owner(let user): "\(file) belongs to another user (\(user)), who may change it"
        case .foreignLink: "a link on the way to \(file) was made by another user, who may let it lead elsewhere"
        case .directoryWritable(let directory):
            "other users may write \(quoted(directory)), and so put another file in the place of \(file)"
        case .directoryOwner(let directory, let user):
            "\(quoted(directory)) belongs to another user (\(user)), who may put another file in the place of \(file)"
        }
    }

    package var wayOut: String {
        switch self {
        case .groupMayWrite: "chmod 600 it"
        case .owner: "give it to the shipper's user, or to root with a right to read for the shipper's group"
        case .foreignLink: "name the file itself, or let root make the link"
        case .directoryWritable(let directory): "chmod go-w \(printable(directory))"
        case .directoryOwner: "keep it in a directory of root or of the shipper's user"
        }
    }
}
