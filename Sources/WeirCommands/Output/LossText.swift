import WeirRecords

/// What a source lost, in a few words: `0 B`, `1.2 MiB`, or with losses of unknown size `over 1.2 MiB`.
struct LossText {
    var bytes: UInt64
    var ofUnknownSize: UInt64

    var isNone: Bool { bytes == 0 && ofUnknownSize == 0 }

    var text: String {
        let known = ByteCount(Int64(clamping: bytes)).text
        guard ofUnknownSize > 0 else { return known }
        return bytes == 0 ? "unknown" : "over \(known)"
    }
}
