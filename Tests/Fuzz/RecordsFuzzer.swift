/// A libFuzzer target over all that reads bytes from outside. It is compiled together with the sources of WeirRecords:
///
///     swiftc -O -sanitize=fuzzer,address -parse-as-library -swift-version 6 -package-name weir \
///         $(find Sources/WeirRecords -name '*.swift') Tests/Fuzz/RecordsFuzzer.swift -o /tmp/records-fuzzer
///     ASAN_OPTIONS=detect_leaks=0 /tmp/records-fuzzer -max_total_time=600 -max_len=4096 /tmp/corpus Tests/Fuzz/corpus-seeds
///
/// `Fuzz/run` does both. The input is copied to a buffer of its exact size, so that the address sanitizer sees a read beyond it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRecords(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let exact = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { exact.deallocate() }
    exact.copyMemory(from: UnsafeRawBufferPointer(start: start, count: count))
    let input = UnsafeRawBufferPointer(exact)
    Fuzz.scanner(input)
    Fuzz.parsers(input)
    Fuzz.timestamps(input)
    Fuzz.indexer(input)
    Fuzz.measure(input)
    return 0
}

enum Fuzz {
    static func scanner(_ line: UnsafeRawBufferPointer) {
        var fields: [JSONField] = []
        let verdict = JSONLineScanner.fields(of: line.bytes, into: &fields)
        precondition(verdict == JSONLineScanner.verdict(on: line.bytes))
        var end = 1
        for field in fields {
            precondition(field.keyStart > end - 1 && field.keyStart <= field.keyEnd)
            precondition(field.keyEnd < field.valueStart && field.valueStart <= field.valueEnd && field.valueEnd <= line.count)
            end = field.valueEnd
            var text: [UInt8] = []
            JSONText.unescape(UnsafeRawBufferPointer(rebasing: line[field.value]), into: &text)
            precondition(text.count <= field.value.count)
        }
        guard verdict != .invalid else { return }
        precondition(line.first == UInt8(ascii: "{"))
        precondition(line.last { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "}"))
        precondition((verdict == .portable) <= UTF8Text.isValid(line))
    }

    static func parsers(_ line: UnsafeRawBufferPointer) {
        for format in RecordFormat.allCases {
            RecordParser.parse(line, as: format, reference: Timestamp(microseconds: 1)) { record, text in
                for field in [record.message, record.application, record.host, record.process, record.metricName] {
                    precondition(field.range.upperBound <= text.count)
                    _ = field.text(in: text)
                }
                precondition(record.message.isPresent)
                precondition(record.isValidUTF8 == UTF8Text.isValid(line))
                precondition(!record.isJSON || record.isObject)
            }
        }
    }

    static func timestamps(_ text: UnsafeRawBufferPointer) {
        for parse in [
            Timestamp.parseISO8601 as (UnsafeRawBufferPointer) -> Timestamp?, Timestamp.parseCommonLog, Timestamp.parseEpochSeconds,
            Timestamp.parsePostgreSQL,
        ] {
            guard let moment = parse(text) else { continue }
            let printed = moment.description
            let isPrintable = Timestamp.earliestPrintable...Timestamp.latestPrintable ~= moment
            precondition(!isPrintable || Timestamp.parseISO8601(printed) == moment)
        }
    }

    static func indexer(_ lines: UnsafeRawBufferPointer) {
        guard !lines.isEmpty else { return }
        let slab = Slab(capacity: lines.count)
        slab.freePayload.copyMemory(from: lines)
        slab.payloadCount = lines.count
        for format in RecordFormat.allCases {
            var indexer = RecordIndexer(source: "fuzz", host: "host", format: format)
            let arrival = Timestamp(microseconds: 1)
            let consumed = indexer.appendLines(in: 0..<lines.count, streamOffset: 0, stream: 0, arrival: arrival, to: slab)
            precondition(consumed <= lines.count && (consumed == 0 || lines[consumed - 1] == 0x0A))
            precondition(!lines[consumed...].contains(0x0A))
        }
        for entry in slab.entries {
            precondition(entry.length > 0 && Int(entry.payloadOffset) + Int(entry.length) <= lines.count)
            precondition(Int(entry.meterKey) < slab.meter.keys.count)
        }
        precondition(slab.meter.rows.reduce(0) { $0 + $1.count.records } == UInt64(slab.entries.count))
        precondition(slab.meter.rows.reduce(0) { $0 + $1.count.bytes } == slab.entries.reduce(0) { $0 + UInt64($1.length) })
    }

    static func measure(_ lines: UnsafeRawBufferPointer) {
        var reader = MeasureReader(source: "fuzz", host: "host", format: .automatic, span: .hour, firstTime: Timestamp(microseconds: 1))
        _ = reader.measureLines(in: lines, reference: Timestamp(microseconds: 1))
        let (meter, shapes) = reader.finish()
        let inCells = meter.cells.values.reduce(0) { $0 + $1.records }
        precondition(inCells == meter.total.records)
        precondition(shapes.heaviest(10_000).reduce(0) { $0 + $1.weight.records } == meter.total.records)
    }
}

extension Bool {
    /// Implication.
    fileprivate static func <= (left: Bool, right: Bool) -> Bool { !left || right }
}
