/// A line, read.
struct RecognizedLine {
    var record: ParsedRecord
    /// What the record's ranges lie in: the line, or what it carries. Good until the next line is read.
    var text: UnsafeRawBufferPointer
}

/// Recognises the lines of one log one after another. Each may be of another format; that of the line before is tried first.
///
/// A line of text without a head goes on with the text before it. Where nothing is known of a log's lines, only those that begin with a
/// blank do.
struct LineRecognizer {
    /// What the line before was.
    private enum Before { case nothing, text, object, plain }

    /// Colours are looked for in so many bytes of a line: more than a head has.
    private static let colouredBytes = 256

    /// Lines that lie within each other; what a line so deep carries is its message.
    static let deepest = 4

    private let format: RecordFormat
    private let depth: Int
    private var keys: JSONKeys
    /// The format of the last text line with a head, an index into ``LineFormats/all``.
    private(set) var last: Int?
    /// A line of text showed a date or a time, so that one without is no head.
    private var showsTime = false
    private var before = Before.nothing
    private var columns: LineColumns?
    private var carried: CarriedLines?
    /// A line was a program's output that something else carries.
    private(set) var carriesStream = false
    private var colourless: [UInt8] = []

    /// - Parameter remembers: not where one line is read by itself.
    init(_ format: RecordFormat, remembers: Bool = true, depth: Int = 0) {
        self.format = format
        self.depth = depth
        keys = JSONKeys(remembers: remembers)
    }

    /// - Parameters:
    ///   - line: without its line end; shorter than 4 GiB.
    ///   - reference: see ``TimestampReader/moment(_:reference:)``.
    @inline(__always)
    mutating func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> RecognizedLine {
        if line.count > 1, line[0] == UInt8(ascii: "{"), format.mayBeJSON,
            let record = JSONRecordParser.parse(line, keys: &keys, reference: reference)
        {
            return object(record, line, reference: reference)
        }
        return text(line, reference: reference)
    }

    /// Makes the next line one that nothing is known before.
    mutating func forgetLines() {
        (last, showsTime, before, columns) = (nil, false, .nothing, nil)
        carried?.forgetLines()
    }

    @inline(__always)
    private mutating func object(_ record: ParsedRecord, _ line: UnsafeRawBufferPointer, reference: Timestamp) -> RecognizedLine {
        if record.carried.isPresent { return unwrap(record, line, isStream: true, reference: reference) }
        var record = record
        if before == .text, record.time == nil, record.level == .unknown {
            record.isContinuation = true
        } else {
            before = .object
        }
        return RecognizedLine(record: record, text: line)
    }

    private mutating func text(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> RecognizedLine {
        var found = RecognizedLine(record: .plain(count: line.count), text: line)
        defer { if !line.isEmpty, columns != nil { before = .text } }
        if RawBytes.first(0x1B, in: line, from: 0, to: min(line.count, Self.colouredBytes)) != nil {
            found = withoutColours(line, reference: reference)
        } else {
            found = head(line, reference: reference)
        }
        found.record.isValidUTF8 = UTF8Text.isValid(line)
        return found
    }

    /// The line's head, of whatever format it is; what has none is a continuation, or plain.
    private mutating func head(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> RecognizedLine {
        if let record = columnar(line, reference: reference) { return RecognizedLine(record: record, text: line) }
        guard !line.isEmpty, let index = match(line, reference: reference) else {
            return RecognizedLine(record: headless(line), text: line)
        }
        var record = index.record
        record.origin = RecordOrigin(format: index.format)
        last = index.format
        let format = LineFormats.all[index.format]
        if format.showsTime { showsTime = true }
        before = .text
        guard format.content != .message else { return RecognizedLine(record: record, text: line) }
        record.carried = record.message
        return unwrap(record, line, isStream: format.content == .stream, reference: reference)
    }

    private mutating func match(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> (format: Int, record: ParsedRecord)? {
        switch format {
        case .automatic: break
        case .kasmText: return LineFormats.all[LineFormats.kasmText].read(line, reference: reference).map { (LineFormats.kasmText, $0) }
        case .postgresLog: return LineFormats.all[LineFormats.postgres].read(line, reference: reference).map { (LineFormats.postgres, $0) }
        case .plain, .kasmJSON, .nginxAccessJSON, .kasmSessionJSON, .otherJSON: return nil
        }
        if let last, let record = LineFormats.all[last].read(line, reference: reference) { return (last, record) }
        for index in LineFormats.candidates[Int(line[0])] where index != last && (!showsTime || LineFormats.all[index].showsTime) {
            if let record = LineFormats.all[index].read(line, reference: reference) { return (index, record) }
        }
        return nil
    }

    private mutating func headless(_ line: UnsafeRawBufferPointer) -> ParsedRecord {
        var record = ParsedRecord.plain(count: line.count)
        switch format {
        case .kasmText, .postgresLog: record.isContinuation = true
        case .automatic where before == .text: record.isContinuation = true
        case .automatic where before != .nothing && line.continuesAnother: record.isContinuation = true
        default: before = .plain
        }
        return record
    }
}

extension LineRecognizer {
    /// Lines of columns that a line before named, and those that name them.
    private mutating func columnar(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        guard format == .automatic else { return nil }
        if !line.isEmpty, line[0] == UInt8(ascii: "#") {
            if let named = LineColumns(naming: line) {
                columns = named
            } else if columns == nil, !LineColumns.isComment(line) {
                return nil
            }
            var record = ParsedRecord.plain(count: line.count)
            record.isComment = true
            return record
        }
        return columns?.read(line, reference: reference)
    }

    private mutating func withoutColours(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> RecognizedLine {
        colourless.removeAll(keepingCapacity: true)
        TerminalColours.remove(from: line, into: &colourless)
        let text = CarriedLines.Room(colourless)
        if carried == nil { carried = CarriedLines(depth: depth + 1) }
        carried?.colourless = text
        return head(text.bytes, reference: reference)
    }

    private mutating func unwrap(
        _ outer: ParsedRecord, _ line: UnsafeRawBufferPointer, isStream: Bool, reference: Timestamp
    ) -> RecognizedLine {
        guard depth < Self.deepest else { return RecognizedLine(record: outer, text: line) }
        let lines = carried ?? CarriedLines(depth: depth + 1)
        carried = lines
        carriesStream = carriesStream || isStream
        before = outer.isObject ? .object : .text
        return lines.read(outer, line, isStream: isStream, reference: reference)
    }
}

extension RecordFormat {
    /// A line may be one JSON object that is read as such.
    @inline(__always)
    fileprivate var mayBeJSON: Bool {
        switch self {
        case .automatic, .kasmJSON, .nginxAccessJSON, .kasmSessionJSON, .otherJSON: true
        case .plain, .kasmText, .postgresLog: false
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Goes on with the line before, whatever that is: it begins with a blank, or as a stack trace goes on.
    fileprivate var continuesAnother: Bool {
        guard let first else { return false }
        return first == 0x20 || first == 0x09 || holds("Caused by: ", at: 0) || holds("Traceback (most recent call last)", at: 0)
    }
}
