/// What a record says, whatever way it came: joins a row of the log table with the line of a file.
///
/// MurmurHash3 x64 128, seed 0, over: the lengths of host and application (4 bytes each) and the level (8 bytes); host and
/// application, each padded with zeros to 16 bytes; the event time in microseconds and the message's length (8 bytes each);
/// the message. All integers little endian. The message is the text that the platform stores: of a JSON string, unescaped.
package enum ContentDigest {
    package static func of(host: String, application: String, level: Level, time: Timestamp, message: String) -> Digest128 {
        var message = message
        return message.withUTF8 { bytes in
            Prefix(host: host, application: application, level: level).digest(time: time, message: UnsafeRawBufferPointer(bytes))
        }
    }

    /// All that the records of one meter key have in common, hashed once.
    package struct Prefix: Sendable, BitwiseCopyable {
        private var hash = MurmurHash3()

        package init(host: UnsafeRawBufferPointer, application: UnsafeRawBufferPointer, level: Level) {
            let lengths = UInt64(truncatingIfNeeded: host.count) | UInt64(truncatingIfNeeded: application.count) << 32
            hash.block(lengths, UInt64(level.rawValue))
            hash.padded(host)
            hash.padded(application)
        }

        package init(host: String, application: String, level: Level) {
            var host = host
            var application = application
            self = host.withUTF8 { host in
                application.withUTF8 { application in
                    Prefix(host: UnsafeRawBufferPointer(host), application: UnsafeRawBufferPointer(application), level: level)
                }
            }
        }

        @inline(__always)
        package func digest(time: Timestamp, message: UnsafeRawBufferPointer) -> Digest128 {
            var hash = hash
            hash.block(UInt64(bitPattern: time.microseconds), UInt64(message.count))
            return hash.finish(message)
        }
    }
}
