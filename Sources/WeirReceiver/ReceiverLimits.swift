/// The SIEM stand-in: takes what a shipper sends, counts it, and names every gap and duplicate.
///
/// Parsers and counters are values that know nothing of sockets; the servers only feed them. Every input has a limit.
package enum ReceiverLimits {
    /// Body of one request as it comes in, compressed or not.
    package static let bodyBytes = 32 << 20
    /// The same body inflated.
    package static let inflatedBodyBytes = 96 << 20
    /// Room of all bodies, from their first byte until they are counted, and of all beginnings of syslog messages together. A request beyond it
    /// is answered 503, a connection is not read on. What one read brought of each connection comes on top, and the text of one record
    /// that has escapes, while it is counted.
    package static let keptBytes = 128 << 20
    /// A syslog connection that waits for room for this long is closed, so that those that wait for each other come to an end.
    package static let roomPatience = Duration.seconds(10)
    /// One syslog message; RFC 5424 asks a receiver for 2,048 at least, a shipper's longest line needs more.
    package static let syslogMessageBytes = 4 << 20
    /// Digits of an octet count: enough for the limit above.
    package static let octetCountDigits = 7
    /// Open connections of one listener; further ones are closed at once.
    package static let connections = 1_024
    /// Serials above this are counted as unexpected and not remembered: 2³² of them take 512 MiB of bits.
    package static let highestSerial: UInt64 = 1 << 32
    /// Ids remembered to tell duplicates; beyond it the report says that duplicates are no longer told (16 to 32 bytes each).
    package static let rememberedIDs = 1 << 28
    /// Gaps that a report lists; the count of what is missing stays exact.
    package static let listedGaps = 1_000_000
    /// Bytes taken from a socket at once.
    package static let readBytes = 256 << 10
    /// The same of a connection of HTTP, where up to ten reads wait for the request's turn.
    package static let requestReadBytes = 24 << 10
    /// A connection without a byte for this long is closed.
    package static let idleSeconds: Int64 = 300
    /// Once everything came, this long without a further byte ends a run: late duplicates are to be seen.
    package static let quiet = Duration.seconds(1)
    /// Time between two looks at whether everything came, or there is room again.
    package static let tick = Duration.milliseconds(50)
}
