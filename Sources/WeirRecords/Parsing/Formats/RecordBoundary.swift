/// Where a record of a log surely begins, whatever was read before: so that several readers can begin at different places.
package struct RecordBoundary: Sendable {
    private enum Kind { case object, head(Int) }

    /// Lines of a beginning that are looked at.
    private static let lines = 64

    private let kind: Kind
    /// When the first record with a time was written.
    package let firstTime: Timestamp?

    /// From a log's first lines: of what most of them are. Nil where nothing is sure.
    package static func find(in head: UnsafeRawBufferPointer, reference: Timestamp) -> RecordBoundary? {
        var counter = BoundaryCounter(reference: reference)
        var start = 0
        for _ in 0..<lines where start < head.count {
            guard let end = Lines.nextLineFeed(in: head, from: start) else { break }
            counter.count(UnsafeRawBufferPointer(rebasing: head[start..<Lines.withoutCarriageReturn(head, start..<end)]))
            start = end + 1
        }
        if counter.hasColumns || counter.isCarried { return nil }
        if counter.objects * 2 > counter.seen { return RecordBoundary(kind: .object, firstTime: counter.firstTime) }
        guard let format = counter.commonest else { return nil }
        return RecordBoundary(kind: .head(format), firstTime: counter.firstTime)
    }

    package func begins(_ line: UnsafeRawBufferPointer) -> Bool {
        switch kind {
        case .object: line.count > 1 && line[0] == UInt8(ascii: "{") && JSONLineScanner.verdict(on: line.bytes) != .invalid
        case .head(let format):
            !line.isEmpty && LineFormats.all[format].read(line, reference: Timestamp(microseconds: 0))?.isContinuation == false
        }
    }
}

/// Counts what a log's first lines are.
private struct BoundaryCounter {
    let reference: Timestamp
    private var recognizer = LineRecognizer(.automatic, remembers: false)
    private(set) var seen = 0
    private(set) var objects = 0
    private(set) var hasColumns = false
    /// Lines carry others, whose parts belong together.
    var isCarried: Bool { recognizer.carriesStream }
    private(set) var firstTime: Timestamp?
    private var formats: [Int: Int] = [:]

    init(reference: Timestamp) { self.reference = reference }

    mutating func count(_ line: UnsafeRawBufferPointer) {
        guard !line.isEmpty else { return }
        let record = recognizer.read(line, reference: reference).record
        if record.isComment { hasColumns = true }
        guard !record.isContinuation else { return }
        seen += 1
        if firstTime == nil { firstTime = record.time }
        if record.isObject { objects += 1 }
        guard let format = recognizer.last else { return }
        formats[format, default: 0] += 1
    }

    /// The format of more than half of the records.
    var commonest: Int? {
        guard let (format, count) = formats.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        return count * 2 > seen ? format : nil
    }
}
