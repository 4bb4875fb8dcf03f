/// What PostgreSQL's client library says of a connection that it could not make. It quotes what it was given, in which secrets stand
/// where a URI was written wrongly: so only what is known to hold none is passed on.
enum ClientMessage {
    /// The server's own refusal stands behind one of these.
    private static let severities = ["FATAL:", "ERROR:", "PANIC:"]

    /// Parts of the library's sentences and what they mean.
    private static let known: [(part: String, meaning: String)] = [
        ("could not translate host name", "its host's name could not be resolved"),
        ("Connection refused", "connection refused: nothing listens there"),
        ("No such file or directory", "there is no such socket: no server runs there"),
        ("timeout expired", "no answer in time"),
        ("Connection timed out", "no answer in time"),
        ("No route to host", "no route to the host"),
        ("Network is unreachable", "no route to the host"),
        ("certificate verify failed", "the server's certificate could not be verified"),
        ("server certificate for", "the server's certificate is for another name"),
        ("does not support SSL", "the server speaks no TLS, and sslmode asks for it"),
        ("root certificate file", "there is no file of trusted certificates: name it in sslrootcert, or choose another sslmode"),
        ("no password supplied", "the server asks for a password, and none was given"),
        ("invalid port number", "its port is no number"),
        ("invalid sslmode", "there is no such sslmode"),
        ("invalid connection option", "it has an option that the client library does not know"),
        ("invalid URI query parameter", "its query has a parameter that the client library does not know"),
        ("closed the connection unexpectedly", "the server closed the connection"),
    ]

    static func shown(_ message: String) -> String {
        for severity in severities {
            guard let start = message.firstRange(of: severity) else { continue }
            return String(message[start.lowerBound...])
        }
        let meanings = known.filter { message.contains($0.part) }.map(\.meaning)
        return meanings.first ?? "the client library's words are left out, since they may quote a password"
    }
}
