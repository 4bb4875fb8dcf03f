/// One row of a manifest or of a receiver's report: `{"host":…,"application":…,"minute":…,"records":…,"bytes":…,"digest":…}`.
package struct ContentRow: Equatable, Sendable, Codable {
    package var host: String
    package var application: String
    /// `2026-11-21T00:00:00Z`; null in JSON for lines that name no time.
    package var minute: String?
    package var records: UInt64
    package var bytes: UInt64
    /// 32 hexadecimal digits.
    package var digest: String

    package init(key: ContentReader.Key, count: MeterCount) {
        host = key.host
        application = key.application
        minute = key.minute.map(Self.text)
        records = count.records
        bytes = count.bytes
        digest = count.digest.description
    }

    private static func text(_ minute: Int64) -> String {
        let (microseconds, overflow) = minute.multipliedReportingOverflow(by: Timestamp.microsecondsPerMinute)
        return Timestamp(microseconds: overflow ? 0 : microseconds).description.prefix(19) + "Z"
    }

    private enum CodingKeys: String, CodingKey { case host, application, minute, records, bytes, digest }

    /// Written by hand, since a row that names no minute is not one that lost it.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        host = try container.decode(String.self, forKey: .host)
        application = try container.decode(String.self, forKey: .application)
        minute = try container.decode(String?.self, forKey: .minute)
        records = try container.decode(UInt64.self, forKey: .records)
        bytes = try container.decode(UInt64.self, forKey: .bytes)
        digest = try container.decode(String.self, forKey: .digest)
    }

    /// Written by hand so that a missing minute is a null and not a missing key.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(host, forKey: .host)
        try container.encode(application, forKey: .application)
        try container.encode(minute, forKey: .minute)
        try container.encode(records, forKey: .records)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(digest, forKey: .digest)
    }
}

extension ContentRow: Comparable {
    package static func < (left: ContentRow, right: ContentRow) -> Bool {
        (left.host, left.application, left.minute ?? "") < (right.host, right.application, right.minute ?? "")
    }
}
