/// Lines of a host's logs as they come: text and JSON, keys in changing order and number, UUIDs, ids, 80 bytes to 64 KiB, from a seed.
package struct HostLines {
    /// Of the longest message: its line stays below 64 KiB.
    static let longestMessageBytes = 62 << 10

    var numbers: SeededNumbers
    var clock = EventClock()

    package init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    /// The next line of any of the logs, by their shares.
    package mutating func next() -> (kind: LogKind, line: String) {
        let kind = numbers.pick(LogKind.shares)
        return (kind, line(of: kind))
    }

    package mutating func line(of kind: LogKind) -> String {
        clock.step(&numbers)
        return switch kind {
        case .apiJSON: apiJSON()
        case .accessJSON: accessJSON()
        case .sessionJSON: sessionJSON()
        case .apiText: apiText()
        case .agentText: agentText()
        case .nginxError: nginxError()
        case .postgres: postgres()
        case .container: container()
        }
    }

    /// The line with a serial number in its own form, and its line end.
    package static func line(_ line: String, serial: Int, of kind: LogKind) -> [UInt8] {
        guard line.utf8.last == UInt8(ascii: "}") else { return Array("\(line) weir_serial=\(serial)\n".utf8) }
        let number = kind == .accessJSON ? "\"\(serial)\"" : "\(serial)"
        return Array(line.utf8.dropLast()) + Array(", \"weir_serial\": \(number)}\n".utf8)
    }
}

extension HostLines {
    /// The logs of one host, with line ends, at least so many bytes together.
    package static func texts(bytes: Int, seed: UInt64) -> [(kind: LogKind, text: [UInt8])] {
        var (lines, texts, count) = (HostLines(seed: seed), [LogKind: [UInt8]](), 0)
        while count < bytes {
            let (kind, line) = lines.next()
            texts[kind, default: []] += Array(line.utf8) + [0x0A]
            count += line.utf8.count + 1
        }
        return LogKind.allCases.compactMap { kind in texts[kind].map { (kind, $0) } }
    }
}
