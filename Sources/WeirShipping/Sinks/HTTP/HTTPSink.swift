package import WeirCompression
import WeirRecords
package import WeirRedaction
import WeirSpool

package struct HTTPSinkSettings: Sendable {
    package enum Compression: Equatable, Sendable {
        case none
        case gzip(level: Int)
        case zstd(level: Int)
    }

    package static let defaultTimeout = Duration.seconds(30)

    package var url: String
    package var headers: [(name: String, value: String)] = []
    package var token: BearerToken?
    package var compression = Compression.gzip(level: 1)
    /// From the first byte sent to the last byte of the answer.
    package var timeout = Self.defaultTimeout
    /// Run over what the endpoint says, beside the sink's own secrets.
    package var answerRules: RedactionRules?
    /// Where its secrets are kept for the sinks that come after it, and those of earlier ones are known.
    package var sent: SentSecrets?

    package init(url: String) { self.url = url }
}

/// NDJSON by POST to any endpoint that answers with a status.
package struct HTTPSink<Transport: HTTPTransport>: Sink {
    /// What some records are on the wire: the same whenever they are encoded.
    private struct Body {
        var records: Range<RecordNumber>
        var bytes: [UInt8]
        /// Bytes before compression.
        var encodedCount: Int
    }

    private enum Compressor {
        case none
        case gzip(GzipEncoder)
        case zstd(ZstdEncoder)
    }

    private let settings: HTTPSinkSettings
    private let headers: [(name: String, value: String)]
    private let cleanser: AnswerCleanser
    private let now: @Sendable () -> Moment
    private var transport: Transport
    private var encoder = NDJSONEncoder()
    private var compressor: Compressor
    private var output = EncodedOutput()
    private var prepared: Body?
    package private(set) var figures = SinkFigures()

    /// - Throws: ``CompressionError`` where the level is none of the codec's.
    package init(_ settings: HTTPSinkSettings, transport: Transport, now: @escaping @Sendable () -> Moment) throws(CompressionError) {
        self.settings = settings
        self.transport = transport
        self.now = now
        compressor = try Self.compressor(settings.compression)
        headers = Self.headers(settings)
        cleanser = AnswerCleanser(secrets: settings.secrets, sent: settings.sent, rules: settings.answerRules)
    }

    package var replayWindow: ReplayWindow.Settings? { nil }
    package var overhead: Int { encoder.overhead }
    package var unsentBytes: Int { 0 }

    package var preparesAhead: Bool { true }

    /// A batch that can't be made is left to ``send(_:by:)``, which says why.
    package mutating func prepare(_ batch: BatchPart) {
        prepared = try? body(of: batch)
    }

    package mutating func send(_ batch: BatchPart, by deadline: Moment) -> Verdict {
        switch request(for: batch) {
        case .failure(let unsendable): unsendable.verdict
        case .success(let request): transport.send(request, by: min(deadline, now() + settings.timeout)).verdict(cleanser.cleansed)
        }
    }

    package mutating func begin(_ batch: BatchPart, by deadline: Moment, _ done: @escaping @Sendable (Verdict) -> Void) {
        switch request(for: batch) {
        case .failure(let unsendable): done(unsendable.verdict)
        case .success(let request):
            transport.begin(request, by: min(deadline, now() + settings.timeout)) { [cleanser] in
                done($0.verdict(cleanser.cleansed))
            }
        }
    }

    private mutating func request(for batch: BatchPart) -> Result<OutgoingRequest, UnsendableBatch> {
        let body: Body
        do { body = try takePrepared(batch.records) ?? self.body(of: batch) } catch {
            return .failure(UnsendableBatch(verdict: .hold(Reason(.compression, "\(error)"))))
        }
        figures.requests += 1
        figures.encodedBytes += UInt64(body.encodedCount)
        figures.wireBytes += UInt64(body.bytes.count)
        return .success(OutgoingRequest(url: settings.url, headers: headers, body: body.bytes))
    }

    private mutating func takePrepared(_ records: Range<RecordNumber>) -> Body? {
        guard let prepared, prepared.records == records else { return nil }
        self.prepared = nil
        return prepared
    }

    private mutating func body(of batch: BatchPart) throws(CompressionError) -> Body {
        output.buffer.removeAll()
        batch.encode(with: &encoder, to: &output.buffer)
        return Body(records: batch.records, bytes: try compressed(), encodedCount: output.buffer.count)
    }

    /// Each request is confirmed by its own answer; what is dropped here never will be.
    package mutating func close(by deadline: Moment) -> Bool {
        transport.abandon()
        return false
    }

    package mutating func abandon() { transport.abandon() }

    private mutating func compressed() throws(CompressionError) -> [UInt8] {
        var body: [UInt8] = []
        switch compressor {
        case .none:
            body.append(contentsOf: output.buffer.bytes)
        case .gzip(var encoder):
            try encoder.compress(output.buffer.bytes, into: &body)
        case .zstd(var encoder):
            try encoder.compress(output.buffer.bytes, into: &body)
        }
        return body
    }

    private static func compressor(_ compression: HTTPSinkSettings.Compression) throws(CompressionError) -> Compressor {
        switch compression {
        case .none: .none
        case .gzip(let level): .gzip(try GzipEncoder(level: level))
        case .zstd(let level): .zstd(try ZstdEncoder(level: level))
        }
    }

    private static func headers(_ settings: HTTPSinkSettings) -> [(name: String, value: String)] {
        var headers = settings.headers
        headers.append(("Content-Type", "application/x-ndjson"))
        switch settings.compression {
        case .none: break
        case .gzip: headers.append(("Content-Encoding", "gzip"))
        case .zstd: headers.append(("Content-Encoding", "zstd"))
        }
        if let token = settings.token { headers.append(("Authorization", "Bearer \(token.value)")) }
        return headers
    }
}

/// Why there is nothing to send.
private struct UnsendableBatch: Error {
    var verdict: Verdict
}

/// Lets a buffer that has one owner live in a sink that is a value.
final class EncodedOutput {
    var buffer = OutputBuffer(capacity: 256 << 10)
}
