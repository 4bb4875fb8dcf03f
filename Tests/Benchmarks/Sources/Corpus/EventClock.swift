/// Moments of one day, in the forms that logs give them. Each step moves on by up to 4 ms; after an hour it begins at 15:00 again.
struct EventClock {
    private var microseconds: UInt64 = 0

    mutating func step(_ numbers: inout SeededNumbers) { microseconds += numbers.number(4_000) }

    private var minute: String { SeededNumbers.padded(String(microseconds / 60_000_000 % 60), to: 2) }
    private var second: String { SeededNumbers.padded(String(microseconds / 1_000_000 % 60), to: 2) }
    private var time: String { "15:\(minute):\(second)" }
    var micros: String { SeededNumbers.padded(String(microseconds % 1_000_000), to: 6) }
    var millis: String { String(micros.prefix(3)) }

    /// `2023-01-31 15:05:01,896`
    var logging: String { "2023-01-31 \(time),\(millis)" }
    /// `2023-01-31T15:05:01.896185+00:00`
    var isoMicros: String { "2023-01-31T\(time).\(micros)+00:00" }
    /// `2023-01-31T15:05:01+00:00`
    var iso: String { "2023-01-31T\(time)+00:00" }
    /// `2023-01-31T15:05:01Z`
    var zulu: String { "2023-01-31T\(time)Z" }
    /// `31/Jan/2023:15:05:01 +0000`
    var common: String { "31/Jan/2023:\(time) +0000" }
    /// `1675177501.896`
    var epoch: String { "\(1_675_177_200 + microseconds / 1_000_000 % 3_600).\(millis)" }
    /// `2023-01-31 15:05:01.896 UTC`
    var postgres: String { "2023-01-31 \(time).\(millis) UTC" }
    /// `2023/01/31 15:05:01`
    var nginxError: String { "2023/01/31 \(time)" }
}
