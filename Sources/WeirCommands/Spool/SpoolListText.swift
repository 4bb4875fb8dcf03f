import WeirRecords

extension SpoolListing {
    /// For people.
    var text: String {
        let records = end - min(oldest, end)
        let size = ByteCount(bytes).text
        let head = "\(directory): \(records.counted("record")) from number \(oldest) on in \(segments.count.counted("segment")), \(size)"
        return [head, segments.isEmpty ? nil : segmentTable, sinks.isEmpty ? nil : sinkTable, streams.isEmpty ? nil : streamTable]
            .compactMap { $0 }.joined(separator: "\n\n")
    }

    private var segmentTable: String {
        var table = TextTable([
            .init("segment"), .init("first", .right), .init("last", .right), .init("records", .right), .init("file bytes", .right),
            .init("written", .right), .init("waited for by"),
        ])
        for segment in segments {
            let name = segment.path.split(separator: "/").last.map(String.init) ?? segment.path
            table.append(
                name, "\(segment.first)", segment.records > 0 ? "\(segment.end - 1)" : "-", segment.records.grouped,
                ByteCount(segment.bytes).text, Duration.seconds(segment.ageSeconds).text + " ago",
                segment.waitingSinks.isEmpty ? "nobody" : segment.waitingSinks.joined(separator: ", "))
        }
        return table.rendered()
    }

    private var sinkTable: String {
        var table = TextTable([
            .init("sink"), .init("cursor", .right), .init("waiting", .right), .init("line bytes", .right), .init("dropped", .right),
            .init("dead", .right),
            .init("oldest waiting record"),
        ])
        for sink in sinks {
            let none = sink.configured ? "-" : "not in the configuration"
            let oldest = sink.oldest.map { "\($0.time)  \($0.host)  \($0.application)" } ?? none
            table.append(
                sink.name, "\(sink.cursor)", sink.waitingRecords.grouped, ByteCount(Int64(clamping: sink.waitingBytes)).text,
                sink.droppedRecords.grouped,
                sink.deadLetters.grouped, VisibleText.of(oldest.utf8))
        }
        return table.rendered()
    }

    private var streamTable: String {
        var table = TextTable([.init("source"), .init("host"), .init("read to", .right), .init("of", .right), .init("origin")])
        for stream in streams {
            table.append(
                stream.source, stream.host, stream.offset.map { $0.grouped } ?? (stream.unreadable ?? "-"),
                stream.size.map { $0.grouped } ?? "-", VisibleText.of(stream.origin.utf8))
        }
        return table.rendered()
    }
}
