package import WeirRecords

extension Duration {
    /// A duration as a configuration writes it, `7d` or `90ms`; `nil` where it is none.
    package init?(quantity text: String) {
        guard let duration = try? DurationText.parse(text) else { return nil }
        self = duration
    }
}

extension ByteCount {
    /// A number of bytes as a configuration writes it, `200GiB` or `10MB`; `nil` where it is none.
    package init?(quantity text: String) {
        guard let count = try? ByteCountText.parse(text) else { return nil }
        self = count
    }
}
