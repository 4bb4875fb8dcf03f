/// Cuts a TCP stream into syslog messages: octet-counted where a message begins with a digit, ended by LF otherwise (RFC 6587).
///
/// It is shown all bytes that were not consumed yet; it remembers how far it looked, so that bytes are looked at once.
package struct SyslogFramer: Sendable {
    package enum Step: Equatable, Sendable {
        /// Where the message lies in what was shown, and the bytes to consume with it.
        case message(Range<Int>, consumed: Int)
        /// Bytes between messages, to be consumed.
        case skip(Int)
        /// More must come.
        case incomplete
        /// The stream can't be followed any more: close it.
        case failure(Failure)
    }

    package enum Failure: Error, Equatable, Sendable {
        /// What stands before the message is no count.
        case badCount
        /// A message over the limit.
        case tooLong
    }

    private let limit: Int
    /// Bytes known to hold no LF.
    private var scanned = 0

    package init(limit: Int = ReceiverLimits.syslogMessageBytes) { self.limit = limit }

    package mutating func step(_ bytes: UnsafeRawBufferPointer) -> Step {
        guard let first = bytes.first else { return .incomplete }
        switch first {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0: return .skip(1)
        case UInt8(ascii: "1")...UInt8(ascii: "9"): return counted(bytes)
        default: return line(bytes)
        }
    }

    private func counted(_ bytes: UnsafeRawBufferPointer) -> Step {
        var count = 0
        for index in 0..<min(bytes.count, ReceiverLimits.octetCountDigits + 1) {
            let byte = bytes[index]
            if byte == UInt8(ascii: " ") { return message(bytes, from: index + 1, count: count) }
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return .failure(.badCount) }
            count = count * 10 + Int(digit)
        }
        return bytes.count > ReceiverLimits.octetCountDigits ? .failure(.tooLong) : .incomplete
    }

    private func message(_ bytes: UnsafeRawBufferPointer, from start: Int, count: Int) -> Step {
        guard count <= limit else { return .failure(.tooLong) }
        guard bytes.count - start >= count else { return .incomplete }
        return .message(start..<start + count, consumed: start + count)
    }

    private mutating func line(_ bytes: UnsafeRawBufferPointer) -> Step {
        guard let end = bytes[min(scanned, bytes.count)...].firstIndex(of: UInt8(ascii: "\n")) else {
            scanned = bytes.count
            return bytes.count > limit ? .failure(.tooLong) : .incomplete
        }
        scanned = 0
        guard end <= limit else { return .failure(.tooLong) }
        let hasReturn = end > 0 && bytes[end - 1] == UInt8(ascii: "\r")
        return .message(0..<(hasReturn ? end - 1 : end), consumed: end + 1)
    }
}
