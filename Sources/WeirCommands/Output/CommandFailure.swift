/// What ends a command early: what went wrong, with the thing named, and the way out.
package struct CommandFailure: Error, CustomStringConvertible {
    package var status: ExitStatus
    package var message: String
    package var wayOut: String?

    package init(_ status: ExitStatus, _ message: String, wayOut: String? = nil) {
        self.status = status
        self.message = message
        self.wayOut = wayOut
    }

    package var description: String {
        guard let wayOut else { return message }
        return "\(message)\n  \(wayOut)"
    }
}
