extension Timestamp {
    /// ISO 8601 as a whole in its common shapes: date and time with `T` or a space between, seconds and decimals (after `.` or `,`,
    /// those beyond the sixth cut off) that may be left out, then `Z`, `±HH`, `±HHMM`, `±HH:MM` or nothing, which is UTC.
    package static func parseISO8601(_ text: UnsafeRawBufferPointer) -> Timestamp? {
        whole(text) { reader, text in
            guard let local = reader.dateAndTime(text), let offset = reader.numericZone(text) else { return nil }
            return local.subtracting(seconds: offset)
        }
    }

    /// nginx's and Apache's `25/Nov/2024:03:47:52 +0000`; the zone may be left out, which is UTC.
    package static func parseCommonLog(_ text: UnsafeRawBufferPointer) -> Timestamp? {
        whole(text) { reader, text in
            guard let local = reader.commonLogDateAndTime(text) else { return nil }
            _ = reader.skip(UInt8(ascii: " "), in: text)
            guard let offset = reader.numericZone(text) else { return nil }
            return local.subtracting(seconds: offset)
        }
    }

    /// Seconds since the epoch with decimals that may be left out: nginx's `1732506472.285`.
    package static func parseEpochSeconds(_ text: UnsafeRawBufferPointer) -> Timestamp? {
        whole(text) { reader, text in
            let isNegative = reader.skip(UInt8(ascii: "-"), in: text)
            guard let seconds = reader.number(text, digits: 1...12) else { return nil }
            guard let fraction = reader.fraction(text) else { return nil }
            let microseconds = seconds * microsecondsPerSecond + fraction
            return Timestamp(microseconds: isNegative ? -microseconds : microseconds)
        }
    }

    /// PostgreSQL's `2022-01-18 00:28:58.891 UTC` and `2022-01-18 00:28:58.891+00`; a zone's abbreviation must be one that
    /// ``ZoneAbbreviation`` knows.
    package static func parsePostgreSQL(_ text: UnsafeRawBufferPointer) -> Timestamp? {
        whole(text) { reader, text in reader.postgresMoment(text) }
    }

    /// What a field states as its time, in any usual notation: a date with its time of day, or a number of seconds, milliseconds,
    /// microseconds or nanoseconds since the epoch.
    package static func stated(_ text: UnsafeRawBufferPointer, reference: Timestamp) -> Timestamp? {
        if let time = parseISO8601(text) ?? parseEpoch(text) { return time }
        return whole(text) { reader, text in reader.moment(text, reference: reference)?.time }
    }

    /// A number since the epoch, its unit told by how large it is: of up to 11 digits it is seconds, up to 14 milliseconds, up to 17
    /// microseconds, up to 19 nanoseconds.
    package static func parseEpoch(_ text: UnsafeRawBufferPointer) -> Timestamp? {
        let digits = text.prefix { $0 &- 0x30 < 10 }.count
        switch digits {
        case 12...14:
            return whole(text) { reader, text in
                reader.number(text, digits: 12...14).map { Timestamp(microseconds: $0 * 1_000 + reader.fractionIfAny(text) / 1_000) }
            }
        case 15...17:
            return whole(text) { reader, text in
                reader.number(text, digits: 15...17).map { number in
                    _ = reader.fractionIfAny(text)
                    return Timestamp(microseconds: number)
                }
            }
        case 18...19:
            return whole(text) { reader, text in reader.number(text, digits: 18...19).map { Timestamp(microseconds: $0 / 1_000) } }
        default: return parseEpochSeconds(text) ?? parseScientific(text)
        }
    }

    /// `1.7092872001234567e+09`, as some encoders write seconds.
    private static func parseScientific(_ text: UnsafeRawBufferPointer) -> Timestamp? {
        guard text.count <= 32, text.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
            let seconds = Double(String(decoding: text, as: UTF8.self)), abs(seconds) < 1e12
        else { return nil }
        return Timestamp(microseconds: Int64((seconds * Double(microsecondsPerSecond)).rounded()))
    }

    /// What `read` finds, if it uses up all of the text.
    @inline(__always)
    private static func whole(
        _ text: UnsafeRawBufferPointer, _ read: (inout TimestampReader, RawSpan) -> Timestamp?
    ) -> Timestamp? {
        var reader = TimestampReader(position: 0)
        let text = text.bytes
        guard let moment = read(&reader, text), reader.position == text.byteCount else { return nil }
        return moment
    }

    /// Cannot overflow: all moments read here lie within years 0…9999, or within 10¹² seconds of the epoch.
    @inline(__always)
    func subtracting(seconds: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds - seconds * Self.microsecondsPerSecond)
    }
}

extension Timestamp {
    package static func parseISO8601(_ text: String) -> Timestamp? { parse(text, parseISO8601) }
    package static func parseCommonLog(_ text: String) -> Timestamp? { parse(text, parseCommonLog) }
    package static func parseEpochSeconds(_ text: String) -> Timestamp? { parse(text, parseEpochSeconds) }
    package static func parsePostgreSQL(_ text: String) -> Timestamp? { parse(text, parsePostgreSQL) }

    private static func parse(_ text: String, _ read: (UnsafeRawBufferPointer) -> Timestamp?) -> Timestamp? {
        var text = text
        return text.withUTF8 { read(UnsafeRawBufferPointer($0)) }
    }
}
