import WeirCompression
import WeirPlanner
import WeirRecords
import WeirSystem

/// Streams one file's lines into a measurement, in blocks, inflating it where its name ends in `.gz`.
struct LogFileReader {
    /// Read at once.
    static let blockBytes = 1 << 20
    /// A longer line is measured by its beginning; the rest of it is skipped.
    static let longestLineBytes = 1 << 20
    /// Of a compressed file, inflated: beyond it is no log.
    static let longestInflatedBytes = 64 << 30
    /// Lines that are looked at for a first time.
    private static let headBytes = 64 << 10

    let file: LogFile
    private let fileSystem: any FileSystem
    private var reader: MeasureReader?
    private var format = RecordFormat.plain
    /// Stands in for the time of lines that name none; nil where no line of the file's head names one.
    private var firstTime: Timestamp?
    private var carried: [UInt8] = []
    private var isSkipping = false
    private var cutLines: UInt64 = 0

    init(_ file: LogFile, fileSystem: any FileSystem) {
        self.file = file
        self.fileSystem = fileSystem
    }

    /// - Parameter onBytes: told how many bytes of the file were read.
    mutating func run(onBytes: (Int) -> Void) throws -> FileMeasurement {
        let handle = try fileSystem.open(file.path, .read)
        defer { handle.close() }
        var inflater = file.name.isCompressed ? Inflater.gzip(limitBytes: Self.longestInflatedBytes) : nil
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockBytes, alignment: 64)
        defer { block.deallocate() }
        var inflated: [UInt8] = []
        var offset: UInt64 = 0
        while case let count = try handle.read(into: block, at: offset), count > 0 {
            offset += UInt64(count)
            let bytes = UnsafeRawBufferPointer(rebasing: block[..<count])
            if inflater != nil {
                try inflate(bytes, &inflater, &inflated)
            } else {
                take(bytes)
            }
            onBytes(count)
        }
        try inflater?.finish()
        return finish()
    }

    /// Compressed input is fed in small parts, so that what comes out of one stays small too.
    private mutating func inflate(_ bytes: UnsafeRawBufferPointer, _ inflater: inout Inflater?, _ output: inout [UInt8]) throws {
        let part = 32 << 10
        for start in stride(from: 0, to: bytes.count, by: part) {
            output.removeAll(keepingCapacity: true)
            try inflater?.inflate(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + part, bytes.count)]), into: &output)
            output.withUnsafeBytes { take($0) }
        }
    }

    /// Measures the whole lines of what was carried and of the bytes, and carries what is left.
    private mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var bytes = bytes
        if isSkipping { bytes = skipped(bytes) }
        if !carried.isEmpty { bytes = completed(bytes) }
        guard !bytes.isEmpty else { return }
        let used = measureLines(bytes)
        carried.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[used...]))
        if carried.count > Self.longestLineBytes { cut() }
    }

    /// Ends the carried line with the first line of the bytes; the bytes behind it.
    private mutating func completed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let end = Lines.nextLineFeed(in: bytes, from: 0)
        let rest = end.map { $0 + 1 } ?? bytes.count
        carried.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<rest]))
        if end != nil {
            let line = carried
            carried.removeAll(keepingCapacity: true)
            _ = line.withUnsafeBytes { measureLines($0) }
        } else if carried.count > Self.longestLineBytes {
            cut()
        }
        return UnsafeRawBufferPointer(rebasing: bytes[rest...])
    }

    private mutating func cut() {
        cutLines += 1
        isSkipping = true
        let line = Array(carried.prefix(Self.longestLineBytes))
        carried.removeAll(keepingCapacity: false)
        line.withUnsafeBytes { measureLine($0) }
    }

    private mutating func skipped(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let end = Lines.nextLineFeed(in: bytes, from: 0) else { return UnsafeRawBufferPointer(rebasing: bytes[..<0]) }
        isSkipping = false
        return UnsafeRawBufferPointer(rebasing: bytes[(end + 1)...])
    }

    private mutating func measureLines(_ bytes: UnsafeRawBufferPointer) -> Int {
        begin(with: bytes)
        return reader?.measureLines(in: bytes, arrival: firstTime ?? Timestamp(microseconds: 0)) ?? 0
    }

    private mutating func measureLine(_ line: UnsafeRawBufferPointer) {
        begin(with: line)
        reader?.measure(line, arrival: firstTime ?? Timestamp(microseconds: 0))
    }

    private mutating func begin(with bytes: UnsafeRawBufferPointer) {
        guard reader == nil else { return }
        let head = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.headBytes))
        format = RecordFormat.detect(head)
        firstTime = Self.firstTime(in: head, format)
        reader = MeasureReader(source: file.name.role.rawValue, host: file.name.host ?? "", format: format, span: .hour)
    }

    private static func firstTime(in head: UnsafeRawBufferPointer, _ format: RecordFormat) -> Timestamp? {
        var start = 0
        while start < head.count {
            let end = Lines.nextLineFeed(in: head, from: start) ?? head.count
            if let time = RecordParser.parse(UnsafeRawBufferPointer(rebasing: head[start..<end]), as: format).time { return time }
            start = end + 1
        }
        return nil
    }

    private mutating func finish() -> FileMeasurement {
        let rest = carried
        carried = []
        rest.withUnsafeBytes { if !$0.isEmpty, !isSkipping { measureLine($0) } }
        var measurement = FileMeasurement(role: file.name.role, host: file.name.host ?? "", hasTimes: firstTime != nil)
        guard var reader else { return measurement }
        (measurement.meter, measurement.shapes) = reader.finish()
        measurement.lengths = reader.lengths
        measurement.linesWithoutTime = reader.withoutTime
        measurement.linesInvalidUTF8 = reader.invalidUTF8
        measurement.linesCut = cutLines
        measurement.linesUnknownFormat = format == .plain ? measurement.meter.total.records : 0
        return measurement
    }
}
