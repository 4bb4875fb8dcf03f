import WeirCompression

/// Why a request is refused: the status to answer.
struct BodyRefusal: Error, Equatable {
    var status: Int
    var message: String

    static let tooMany = BodyRefusal(status: 503, message: "the bodies of all requests together are more than this receiver takes")
    static let tooLarge = BodyRefusal(status: 413, message: "the body is larger than this receiver takes")
}

/// A body that comes in parts: counted against its limit, inflated as it comes.
struct BodyReader {
    private enum Coding {
        case identity
        case compressed(Inflater, atOnce: Int)
    }

    private var coding: Coding
    private let limit: Int
    private let inflatedLimit: Int
    /// Bytes as they came.
    private(set) var received = 0
    private var body: [UInt8] = []
    /// Of what all bodies may hold.
    let claim: BodyBudget.Claim

    /// - Parameter encoding: the request's `Content-Encoding`.
    init(
        encoding: String?, limit: Int = ReceiverLimits.bodyBytes, inflatedLimit: Int = ReceiverLimits.inflatedBodyBytes,
        budget: BodyBudget = BodyBudget()
    ) throws(BodyRefusal) {
        claim = budget.claim()
        self.limit = limit
        self.inflatedLimit = inflatedLimit
        coding = try Self.coding(encoding?.lowercased() ?? "identity", limit: inflatedLimit)
    }

    private static func coding(_ name: String, limit: Int) throws(BodyRefusal) -> Coding {
        do throws(CompressionError) {
            switch name {
            case "", "identity": return .identity
            case "gzip", "x-gzip": return .compressed(.gzip(limitBytes: limit), atOnce: ReceiverLimits.gzipAtOnceBytes)
            case "zstd": return .compressed(try .zstd(limitBytes: limit), atOnce: ReceiverLimits.zstdAtOnceBytes)
            default: break
            }
        } catch { throw BodyRefusal(status: 500, message: error.message) }
        throw BodyRefusal(status: 415, message: "this receiver takes gzip, zstd and identity")
    }

    mutating func append(_ part: UnsafeRawBufferPointer) throws(BodyRefusal) {
        received += part.count
        guard received <= limit else { throw .tooLarge }
        switch coding {
        case .identity:
            try claim.grow(to: body.count + part.count)
            body.append(contentsOf: part)
        case .compressed(var inflater, let atOnce):
            defer { coding = .compressed(inflater, atOnce: atOnce) }
            for start in stride(from: 0, to: part.count, by: atOnce) {
                let end = min(start + atOnce, part.count)
                let bytes = UnsafeRawBufferPointer(rebasing: part[start..<end])
                try Self.translated { () throws(CompressionError) in try inflater.inflate(bytes, into: &body) }
                try claim.grow(to: body.count)
            }
        }
    }

    mutating func finish() throws(BodyRefusal) {
        guard case .compressed(var inflater, _) = coding else { return }
        try Self.translated { () throws(CompressionError) in try inflater.finish() }
    }

    /// The body so far, handed over.
    mutating func takeBody() -> [UInt8] {
        defer { body = [] }
        return body
    }

    private static func translated(_ body: () throws(CompressionError) -> Void) throws(BodyRefusal) {
        do throws(CompressionError) { try body() } catch {
            throw error.code == .limit ? .tooLarge : BodyRefusal(status: 400, message: error.message)
        }
    }
}
