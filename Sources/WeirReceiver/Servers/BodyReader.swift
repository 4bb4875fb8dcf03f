import WeirCompression

/// Why a request is refused: the status to answer.
struct BodyRefusal: Error, Equatable {
    var status: Int
    var message: String

    static let tooLarge = BodyRefusal(status: 413, message: "the body is larger than this receiver takes")
    static let tooManyBodies = BodyRefusal(status: 503, message: "other requests take all room for bodies: try again")
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
    private var body: [UInt8] = []
    private let share: BodyShare

    /// - Parameter encoding: the request's `Content-Encoding`.
    init(
        encoding: String?, limit: Int = ReceiverLimits.bodyBytes, inflatedLimit: Int = ReceiverLimits.inflatedBodyBytes,
        budget: BodyBudget = BodyBudget()
    ) throws(BodyRefusal) {
        share = BodyShare(of: budget)
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
        case .identity:
            try share.cover(body.count + part.count)
            body.append(contentsOf: part)
        case .compressed(var inflater):
            try inflate(part, &inflater)
            coding = .compressed(inflater)
        }
    }

    /// In pieces, so that what comes out of them is within the budget but for one piece's: deflate gives a thousandfold at most.
    private mutating func inflate(_ part: UnsafeRawBufferPointer, _ inflater: inout Inflater) throws(BodyRefusal) {
        var rest = part
        repeat {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.piece))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(Self.piece))
            try Self.translated { () throws(CompressionError) in try inflater.inflate(piece, into: &body) }
            try share.cover(body.count)
        } while !rest.isEmpty
    }

    /// Compressed bytes that are inflated before it is looked at what came of them.
    private static let piece = 1 << 10

    mutating func finish() throws(BodyRefusal) {
        guard case .compressed(var inflater) = coding else { return }
        try Self.translated { () throws(CompressionError) in try inflater.finish() }
    }

    /// The body so far, handed over, with its part of the budget: to be kept as long as the body is.
    mutating func takeBody() -> (bytes: [UInt8], share: BodyShare) {
        defer { body = [] }
        return (body, share)
    }

    private static func translated(_ body: () throws(CompressionError) -> Void) throws(BodyRefusal) {
        do throws(CompressionError) { try body() } catch {
            throw error.code == .limit ? .tooLarge : BodyRefusal(status: 400, message: error.message)
        }
    }
}
