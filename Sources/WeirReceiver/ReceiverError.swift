/// A receiver that could not listen, or could not go on listening.
package struct ReceiverError: Error, Equatable, Sendable, CustomStringConvertible {
    package var address: ReceiverAddress
    package var input: String
    /// The system's words.
    package var reason: String

    package var message: String { "could not receive \(input) on \(address): \(reason)" }
    package var wayOut: String { "choose an address of this machine and a port that is free, or port 0 for any free one" }
    package var description: String { "\(message) (\(wayOut))" }
}
