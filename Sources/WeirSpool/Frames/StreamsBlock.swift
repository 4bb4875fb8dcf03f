internal import WeirRecords

/// The streams of a frame, in the order in which its records refer to them.
///
/// ```
/// 2 bytes: streams; then for each
///   1 kind · 1 format · 1 closed (0 or 1) · 1 zero · 8 generation, low · 8 generation, high
///   2 + n source · 2 + n host · 2 + n origin (UTF-8) · 4 + n position
/// zeros up to a multiple of 8
/// ```
enum StreamsBlock {
    static let alignment = 8
    static let fixedBytes = 2
    private static let fixedBytesPerStream = 30

    /// What a stream will take in a block, at most.
    static func bytes(of stream: StreamState) -> Int {
        let descriptor = stream.descriptor
        return fixedBytesPerStream + descriptor.source.utf8.count + descriptor.host.utf8.count + descriptor.origin.utf8.count
            + stream.position.bytes.count
    }

    static func encode(_ streams: some Collection<StreamState>, into bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.appendInteger(UInt16(truncatingIfNeeded: streams.count))
        for stream in streams { encode(stream, into: &bytes) }
        while (bytes.count - start) % alignment != 0 { bytes.append(0) }
    }

    private static func encode(_ stream: StreamState, into bytes: inout [UInt8]) {
        let descriptor = stream.descriptor
        bytes.append(descriptor.kind.rawValue)
        bytes.append(descriptor.format.rawValue)
        bytes.append(stream.isClosed ? 1 : 0)
        bytes.append(0)
        bytes.appendInteger(descriptor.generation.low)
        bytes.appendInteger(descriptor.generation.high)
        bytes.appendText(descriptor.source)
        bytes.appendText(descriptor.host)
        bytes.appendText(descriptor.origin)
        bytes.appendInteger(UInt32(stream.position.bytes.count))
        bytes.append(contentsOf: stream.position.bytes)
    }

    static func decode(_ bytes: UnsafeRawBufferPointer) throws(FrameError) -> [StreamState] {
        var reader = ByteReader(bytes, of: .streams)
        let count = Int(try reader.integer(UInt16.self))
        // Believed only as far as there are bytes for them.
        guard count <= reader.remaining / fixedBytesPerStream else { throw .block(.streams) }
        var streams: [StreamState] = []
        streams.reserveCapacity(count)
        for _ in 0..<count { streams.append(try decodeStream(&reader)) }
        try reader.finish(padding: alignment)
        return streams
    }

    private static func decodeStream(_ reader: inout ByteReader) throws(FrameError) -> StreamState {
        guard let kind = StreamDescriptor.Kind(rawValue: try reader.integer()),
            let format = RecordFormat(rawValue: try reader.integer())
        else { throw .block(.streams) }
        let closed = try reader.integer(UInt8.self)
        guard closed <= 1, try reader.integer(UInt8.self) == 0 else { throw .block(.streams) }
        let generation = Digest128(low: try reader.integer(), high: try reader.integer())
        let (source, host, origin) = (try reader.text(), try reader.text(), try reader.text())
        let length = Int(try reader.integer(UInt32.self))
        guard length <= StreamPosition.maximumBytes else { throw .block(.streams) }
        let position = StreamPosition(bytes: [UInt8](try reader.take(length)))
        let descriptor = StreamDescriptor(
            kind: kind, source: source, host: host, origin: origin, generation: generation, format: format)
        return StreamState(descriptor: descriptor, position: position, isClosed: closed == 1)
    }
}
