import WeirRecords

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

    static let reading = [
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
        Loop(name: "indexer") { sample in
            let slab = Slab()
            var indexer = RecordIndexer(source: Sample.source, host: Sample.host, format: .kasmJSON)
            return sample.pass {
                sample.text.withUnsafeBytes { bytes in
                    var (offset, records) = (0, 0)
                    while offset < bytes.count {
                        offset += Sample.fill(slab, with: bytes, from: offset, &indexer)
                        records += slab.entries.count
                    }
                    return records
                }
            }
        },
        Loop(name: "measure") { sample in
            var reader = MeasureReader(source: Sample.source, host: Sample.host, format: .kasmJSON, span: .hour)
            return sample.pass {
                let consumed = sample.text.withUnsafeBytes { reader.measureLines(in: $0, arrival: Timestamp(microseconds: 0)) }
                return consumed &+ Int(reader.finish().meter.total.records)
            }
        },
    ]
}
