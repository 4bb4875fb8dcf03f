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
