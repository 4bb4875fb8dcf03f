import WeirCompression

/// Why a request is refused: the status to answer.
struct BodyRefusal: Error, Equatable {
    var status: Int
    var message: String

    static let tooLarge = BodyRefusal(status: 413, message: "the body is larger than this receiver takes")
    static let tooManyBodies = BodyRefusal(status: 503, message: "other senders take all room for what is not whole yet: try again")
}

/// A body that comes in parts: counted against its limit, inflated as it comes.
struct BodyReader {
    private enum Coding {
        case identity
        case compressed(Inflater)
    }

    private var coding: Coding
    private let limit: Int
    private let inflatedLimit: Int
    /// Bytes as they came.
    private(set) var received = 0
    private var body: BodyBytes

    /// - Parameter encoding: the request's `Content-Encoding`.
    init(
        encoding: String?, limit: Int = ReceiverLimits.bodyBytes, inflatedLimit: Int = ReceiverLimits.inflatedBodyBytes,
        budget: MemoryBudget = MemoryBudget()
    ) throws(BodyRefusal) {
        body = BodyBytes(of: budget)
        self.limit = limit
        self.inflatedLimit = inflatedLimit
        coding = try Self.coding(encoding?.lowercased() ?? "identity", limit: inflatedLimit)
    }

    private static func coding(_ name: String, limit: Int) throws(BodyRefusal) -> Coding {
        do throws(CompressionError) {
            switch name {
            case "", "identity": return .identity
            case "gzip", "x-gzip": return .compressed(.gzip(limitBytes: limit))
            case "zstd": return .compressed(try .zstd(limitBytes: limit))
            default: break
            }
        } catch { throw BodyRefusal(status: 500, message: error.message) }
        throw BodyRefusal(status: 415, message: "this receiver takes gzip, zstd and identity")
    }

    mutating func append(_ part: UnsafeRawBufferPointer) throws(BodyRefusal) {
        received += part.count
        guard received <= limit else { throw .tooLarge }
        switch coding {
        case .identity: try body.append(part)
        case .compressed(var inflater):
            try Self.translated { () throws(CompressionError) in try inflater.inflate(part, into: &body) }
            coding = .compressed(inflater)
        }
    }

    mutating func finish() throws(BodyRefusal) {
        guard case .compressed(var inflater) = coding else { return }
        try Self.translated { () throws(CompressionError) in try inflater.finish() }
    }

    /// The body so far, with its part of the budget: whoever keeps it keeps both.
    var bytes: BodyBytes { body }

    private static func translated(_ body: () throws(CompressionError) -> Void) throws(BodyRefusal) {
        do throws(CompressionError) { try body() } catch {
            switch error.code {
            case .limit: throw .tooLarge
            case .noRoom: throw .tooManyBodies
            default: throw BodyRefusal(status: 400, message: error.message)
            }
        }
    }
}
