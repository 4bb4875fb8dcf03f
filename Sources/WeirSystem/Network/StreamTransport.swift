/// The seam for byte streams to a peer. `HostTransport` is TCP; the simulation brings its own.
package protocol StreamTransport: Sendable {
    /// Resolves the name again each time and tries every address until one answers or the time is over.
    func connect(to peer: StreamPeer, timeout: Duration) throws(SystemError) -> any StreamConnection
}

package struct StreamPeer: Hashable, Sendable {
    /// A name or an address, IPv6 without brackets.
    package var host: String
    package var port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}

extension StreamPeer: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A blocking connection, used by one thread at a time. After any error it is of no use but to be closed.
package protocol StreamConnection: AnyObject, Sendable {
    /// Writes all buffers one after another, or throws; `ETIMEDOUT` where the peer took too long to make room.
    func writeAll(_ buffers: [UnsafeRawBufferPointer], timeout: Duration) throws(SystemError)
    /// Bytes written that the peer's system has not acknowledged: 0 says that its kernel has them all, not its application.
    func unsentBytes() throws(SystemError) -> Int
    /// Whether the peer has closed its side, or the connection broke. Reads nothing away, waits for nothing.
    func peerClosed() throws(SystemError) -> Bool
    /// Bytes that are there, at most the buffer's; 0 at the peer's end; `nil` where none came in time.
    func read(into buffer: UnsafeMutableRawBufferPointer, timeout: Duration) throws(SystemError) -> Int?
    /// Says to the peer that nothing more will come.
    func shutdownWrite() throws(SystemError)
    /// Reads and discards until the peer closes: true; false where it has not in this time.
    func readToEnd(within limit: Duration) throws(SystemError) -> Bool
    func close()
}
