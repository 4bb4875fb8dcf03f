import WeirRecords
import WeirRedaction

/// From a file's bytes to a slab's index.
extension Loop {
    /// The physical limit of whatever touches each byte once.
    static let memoryCopy = Loop(name: "memory copy", isGuarded: false) { sample in
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: sample.text.count, alignment: 64)
        room.initializeMemory(as: UInt8.self, repeating: 0)
        return sample.pass {
            sample.text.withUnsafeBytes { room.copyMemory(from: $0) }
            return Int(room[room.count - 1])
        }
    }

    static let reading =
        [
            memoryCopy,
            Loop(name: "line ends") { sample in
                sample.pass {
                    sample.text.withUnsafeBytes { bytes in
                        var (start, lines) = (0, 0)
                        while let end = Lines.nextLineFeed(in: bytes, from: start) {
                            lines += 1
                            start = end + 1
                        }
                        return lines
                    }
                }
            },
        ]
        + onBoth([
            Loop(name: "indexer") { sample in
                let slab = Slab()
                var indexers = sample.parts.map { Sample.indexer($0.format) }
                return sample.pass {
                    var records = 0
                    sample.eachPart { part, bytes in
                        var offset = 0
                        while offset < bytes.count {
                            offset += Sample.fill(slab, with: bytes, from: offset, &indexers[part])
                            records += slab.entries.count
                        }
                    }
                    return records
                }
            },
            Loop(name: "redaction, nothing to redact") { sample in
                let redactor = Redactor(try RedactionRules(RedactionRule.standard))
                let slabs = sample.slabs()
                return sample.pass {
                    for slab in slabs { redactor.redact(slab) }
                    return slabs.reduce(0) { $0 + $1.entries.count }
                }
            },
            Loop(name: "measure") { sample in
                let epoch = Timestamp(microseconds: 0)
                var readers = sample.parts.map {
                    MeasureReader(source: Sample.source, host: Sample.host, format: $0.format, span: .hour, firstTime: epoch)
                }
                return sample.pass {
                    var sum = 0
                    sample.eachPart { part, bytes in
                        sum &+= readers[part].measureLines(in: bytes, reference: epoch)
                        sum &+= Int(readers[part].finish().meter.total.records)
                    }
                    return sum
                }
            },
        ]) + [
            Loop(name: "redaction, a token in each") { sample in
                let redactor = Redactor(try RedactionRules(RedactionRule.standard))
                let lines =
                    Array(#"{"asctime": "2023-01-31 15:00:00,000", "message": "POST /api/kasm_session_log?token=abcdefgh&a=b"}"#.utf8) + [
                        0x0A
                    ]
                var indexer = Sample.indexer(.kasmJSON)
                let text = Array(repeating: lines, count: 1_000).flatMap { $0 }
                let slab = Slab()
                return Loop.Pass(items: 1_000, bytes: text.count) {
                    _ = text.withUnsafeBytes { Sample.fill(slab, with: $0, from: 0, &indexer) }
                    redactor.redact(slab)
                    return slab.redactions.records.count
                }
            }
        ]
}
