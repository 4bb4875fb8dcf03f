import WeirCompression
import WeirPlanner
import WeirRecords
import WeirSystem

/// Streams the lines of a file, or of a part of one, into a measurement, in blocks, inflating it where its name ends in `.gz`.
struct LogFileReader {
    /// Read at once; it should stay in a core's own cache until it is measured.
    static let blockBytes = 256 << 10
    /// A longer line is measured by its beginning; the rest of it is skipped.
    static let longestLineBytes = 1 << 20
    /// Of a compressed file, inflated: beyond it is no log.
    static let longestInflatedBytes = 64 << 30

    private let part: LogPart
    private let fileSystem: any FileSystem
    private let block = BlockRoom()
    private var reader: MeasureReader?
    private var head: LogHead?
    private var carried: [UInt8] = []
    private var isSkipping: Bool
    private var cutLines: UInt64 = 0

    init(_ part: LogPart, fileSystem: any FileSystem) {
        self.part = part
        self.fileSystem = fileSystem
        // The line that the byte before the part belongs to is not the part's.
        isSkipping = part.range.lowerBound > 0
        head = part.head
    }

    /// - Parameter onBytes: told how many bytes of the file were read.
    mutating func run(onBytes: (Int) -> Void) throws -> FileMeasurement {
        let handle = try fileSystem.open(part.file.path, .read)
        defer { handle.close() }
        var inflater = part.file.name.isCompressed ? Inflater.gzip(limitBytes: Self.longestInflatedBytes) : nil
        var inflated: [UInt8] = []
        var offset = isSkipping ? part.range.lowerBound - 1 : 0
        while case let bytes = try block.read(handle, from: offset, to: part.range.upperBound - 1), !bytes.isEmpty {
            offset += UInt64(bytes.count)
            if inflater != nil {
                try inflate(bytes, &inflater, &inflated)
            } else {
                take(bytes)
            }
            onBytes(bytes.count)
        }
        try inflater?.finish()
        if !part.isLast { try takeLastLine(handle, from: offset) }
        return finish()
    }

    /// The line that begins at the part's last byte or before it, as far as the file goes.
    private mutating func takeLastLine(_ handle: any File, from start: UInt64) throws {
        var offset = start
        while !isSkipping, case let bytes = try block.read(handle, from: offset, to: .max), !bytes.isEmpty {
            offset += UInt64(bytes.count)
            guard let end = Lines.nextLineFeed(in: bytes, from: 0) else {
                take(bytes)
                continue
            }
            return take(UnsafeRawBufferPointer(rebasing: bytes[...end]))
        }
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
}

extension LogFileReader {
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
        return reader?.measureLines(in: bytes, arrival: head?.firstTime ?? Timestamp(microseconds: 0)) ?? 0
    }

    private mutating func measureLine(_ line: UnsafeRawBufferPointer) {
        begin(with: line)
        reader?.measure(line, arrival: head?.firstTime ?? Timestamp(microseconds: 0))
    }

    private mutating func begin(with bytes: UnsafeRawBufferPointer) {
        guard reader == nil else { return }
        let head = head ?? LogHead(bytes)
        self.head = head
        let name = part.file.name
        reader = MeasureReader(source: name.role.rawValue, host: name.host ?? "", format: head.format, span: .hour)
    }

    private mutating func finish() -> FileMeasurement {
        let rest = carried
        carried = []
        rest.withUnsafeBytes { if !$0.isEmpty, !isSkipping { measureLine($0) } }
        let name = part.file.name
        var measurement = FileMeasurement(role: name.role, host: name.host ?? "", hasTimes: head?.firstTime != nil)
        guard var reader else { return measurement }
        (measurement.meter, measurement.shapes) = reader.finish()
        measurement.lengths = reader.lengths
        measurement.linesWithoutTime = reader.withoutTime
        measurement.linesInvalidUTF8 = reader.invalidUTF8
        measurement.linesCut = cutLines
        measurement.linesUnknownFormat = head?.format == .plain ? measurement.meter.total.records : 0
        return measurement
    }
}

/// Room for one block of a file.
private final class BlockRoom {
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: LogFileReader.blockBytes, alignment: 64)

    deinit { room.deallocate() }

    /// The file's next bytes, good until the next call; empty at its end, or at the limit.
    func read(_ file: any File, from offset: UInt64, to limit: UInt64) throws(SystemError) -> UnsafeRawBufferPointer {
        let wanted = Int(clamping: offset < limit ? limit - offset : 0)
        guard wanted > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: room[..<min(wanted, room.count)]), at: offset)
        return UnsafeRawBufferPointer(rebasing: room[..<count])
    }
}
