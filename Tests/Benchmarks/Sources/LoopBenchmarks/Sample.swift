import Corpus
import WeirRecords

/// The log lines that the loops go through, and what several of them make of these first.
struct Sample {
    static let seed: UInt64 = 42
    static let source = "kasm"
    static let host = "web-app-1"
    /// As a sink sends them.
    static let chunkBytes = 1 << 20

    enum Corpus: CaseIterable {
        case uniform, mixed
    }

    /// One file's lines.
    struct Part {
        var format: RecordFormat
        /// Of `text`.
        var range: Range<Int>
    }

    let text: [UInt8]
    let parts: [Part]
    /// Of each line, without its line end.
    let lines: [Range<Int>]
    /// An empty folder of its own for the loops that write.
    let folder: String

    init(_ corpus: Corpus, bytes: Int, folder: String) {
        let files =
            switch corpus {
            case .uniform: [UniformLines.text(bytes: bytes, seed: Self.seed)]
            case .mixed: HostLines.texts(bytes: bytes, seed: Self.seed).map(\.text)
            }
        var (text, parts) = ([UInt8](), [Part]())
        for file in files {
            parts.append(Part(format: .automatic, range: text.count..<text.count + file.count))
            text += file
        }
        self.text = text
        self.parts = parts
        self.folder = folder
        lines = text.withUnsafeBytes { bytes in
            var (start, lines) = (0, [Range<Int>]())
            while let end = Lines.nextLineFeed(in: bytes, from: start) {
                lines.append(start..<end)
                start = end + 1
            }
            return lines
        }
    }

    /// A pass through all of the lines.
    func pass(_ run: @escaping () throws -> Int) -> Loop.Pass { Loop.Pass(items: lines.count, bytes: text.count, run: run) }

    /// The lines in slabs, indexed, as the source hands them to the writer.
    func slabs() -> [Slab] {
        var slabs: [Slab] = []
        eachPart { part, bytes in
            var (offset, indexer) = (0, Self.indexer(parts[part].format))
            while offset < bytes.count {
                let slab = Slab()
                offset += Self.fill(slab, with: bytes, from: offset, &indexer)
                slab.streams = [Self.stream(parts[part].format)]
                slabs.append(slab)
            }
        }
        return slabs
    }

    static func indexer(_ format: RecordFormat) -> RecordIndexer { RecordIndexer(source: source, host: host, format: format) }

    /// Calls the body with each part's number and its bytes.
    func eachPart(_ body: (Int, UnsafeRawBufferPointer) -> Void) {
        text.withUnsafeBytes { bytes in
            for (index, part) in parts.enumerated() { body(index, UnsafeRawBufferPointer(rebasing: bytes[part.range])) }
        }
    }

    /// With the copy that stands for the read from a file.
    ///
    /// - Returns: bytes of the whole lines that went in.
    static func fill(_ slab: Slab, with bytes: UnsafeRawBufferPointer, from offset: Int, _ indexer: inout RecordIndexer) -> Int {
        slab.reset()
        let count = min(slab.capacity, bytes.count - offset)
        slab.freePayload.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)]))
        slab.payloadCount = count
        return indexer.appendLines(
            in: 0..<count, streamOffset: UInt64(offset), stream: 0, arrival: Timestamp(microseconds: 0), to: slab)
    }

    private static func stream(_ format: RecordFormat) -> StreamState {
        StreamState(
            descriptor: StreamDescriptor(kind: .file, source: source, host: host, origin: "/log", generation: .zero, format: format),
            position: StreamPosition(bytes: [1]))
    }

    /// The text in parts of a batch's size.
    func chunks(_ body: (UnsafeRawBufferPointer) throws -> Int) rethrows -> Int {
        try text.withUnsafeBytes { bytes in
            try stride(from: 0, to: bytes.count, by: Self.chunkBytes).reduce(0) {
                try $0 &+ body(UnsafeRawBufferPointer(rebasing: bytes[$1..<min($1 + Self.chunkBytes, bytes.count)]))
            }
        }
    }

    /// Its lines one by one.
    func eachLine(_ body: (UnsafeRawBufferPointer) -> Int) -> Int {
        text.withUnsafeBytes { bytes in lines.reduce(0) { $0 &+ body(UnsafeRawBufferPointer(rebasing: bytes[$1])) } }
    }
}
