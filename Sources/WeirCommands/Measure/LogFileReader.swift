import WeirCompression
import WeirPlanner
import WeirRecords
import WeirSystem

/// Streams the lines of a file, or of a part of one, into a measurement, in blocks, inflating it where it is compressed.
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
    /// No line of this part was a record's beginning yet.
    private var isBeforeRecord: Bool
    /// Lines that are read now begin behind the part, but for the first one if that was begun in it.
    private var isBehindPart = false
    private var isFirstBehindPart = false
    private var isDone = false
    private var cutLines: UInt64 = 0

    init(_ part: LogPart, fileSystem: any FileSystem) {
        self.part = part
        self.fileSystem = fileSystem
        // The line that the byte before the part belongs to is not the part's.
        isSkipping = part.range.lowerBound > 0
        isBeforeRecord = isSkipping
        head = part.head
    }

    /// - Parameter onBytes: told how many bytes of the file were read.
    mutating func run(onBytes: (Int) -> Void) throws -> FileMeasurement {
        let handle = try fileSystem.open(part.file.path, .read)
        defer { handle.close() }
        var inflater = try part.file.compression.inflater(for: part.file.path, limitBytes: Self.longestInflatedBytes)
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
        if !part.isLast { try takeLastRecord(handle, from: offset) }
        return finish()
    }

    /// The line that begins at the part's last byte or before it, and what goes on with its record, as far as the file goes.
    private mutating func takeLastRecord(_ handle: any File, from start: UInt64) throws {
        (isBehindPart, isFirstBehindPart) = (true, !isSkipping)
        var offset = start
        while !isDone, case let bytes = try block.read(handle, from: offset, to: .max), !bytes.isEmpty {
            offset += UInt64(bytes.count)
            take(bytes)
        }
        if isDone { carried.removeAll(keepingCapacity: false) }
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
        let reference = part.file.modified
        guard isBeforeRecord || isBehindPart else { return reader?.measureLines(in: bytes, reference: reference) ?? 0 }
        return measureAtRims(bytes)
    }

    /// Line by line, where it must be found out at which of them this part's records begin or end.
    private mutating func measureAtRims(_ bytes: UnsafeRawBufferPointer) -> Int {
        var start = 0
        while let end = Lines.nextLineFeed(in: bytes, from: start) {
            measureAtRim(UnsafeRawBufferPointer(rebasing: bytes[start..<Lines.withoutCarriageReturn(bytes, start..<end)]))
            if isDone { return bytes.count }
            start = end + 1
        }
        return start
    }

    private mutating func measureAtRim(_ line: UnsafeRawBufferPointer) {
        let reference = part.file.modified
        let begins = begins(line)
        let isOurs = !isBehindPart || isFirstBehindPart
        isFirstBehindPart = false
        isDone = !isOurs && (begins || isBeforeRecord)
        if begins { isBeforeRecord = false }
        if !isDone, !isBeforeRecord { reader?.measure(line, reference: reference) }
    }

    private func begins(_ line: UnsafeRawBufferPointer) -> Bool { head?.boundary?.begins(line) ?? true }

    private mutating func measureLine(_ line: UnsafeRawBufferPointer) {
        begin(with: line)
        measureAtRim(line)
    }

    private mutating func begin(with bytes: UnsafeRawBufferPointer) {
        guard reader == nil else { return }
        let reference = part.file.modified
        let head = head ?? LogHead(bytes, reference: reference)
        self.head = head
        let name = part.file.name
        reader = MeasureReader(
            source: name.role.rawValue, host: name.host ?? "", format: .automatic, span: .hour, firstTime: head.firstTime ?? reference)
    }

    private mutating func finish() -> FileMeasurement {
        let rest = carried
        carried = []
        rest.withUnsafeBytes { if !$0.isEmpty, !isSkipping, !isDone { measureLine($0) } }
        var measurement = FileMeasurement(log: LogIdentity(part.file.name), role: part.file.name.role)
        guard var reader else { return measurement }
        (measurement.meter, measurement.shapes) = reader.finish()
        measurement.lengths = reader.lengths
        measurement.timeline = reader.timeline
        measurement.rowsWithoutTime = reader.withoutTime
        measurement.rowsWithoutFormat = reader.withoutFormat
        measurement.linesInvalidUTF8 = reader.invalidUTF8
        measurement.linesCut = cutLines
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
