import Foundation
import WeirRecords

/// A text of lines and what is measured on it. Each measure returns something that depends on all of the work.
final class Workload {
    let text: [UInt8]
    let ranges: [Range<Int>]
    private let slab = Slab()
    private var indexer = RecordIndexer(source: "kasm", host: "web-app-1", format: .kasmJSON)
    private var fields: [JSONField] = []

    init(text: [UInt8]) {
        self.text = text
        ranges = text.withUnsafeBytes { bytes in
            var ranges: [Range<Int>] = []
            var start = 0
            while let end = Lines.nextLineFeed(in: bytes, from: start) {
                ranges.append(start..<end)
                start = end + 1
            }
            return ranges
        }
    }

    func split() -> Int {
        text.withUnsafeBytes { bytes in
            var start = 0
            var lines = 0
            while let end = Lines.nextLineFeed(in: bytes, from: start) {
                lines += 1
                start = end + 1
            }
            return lines
        }
    }

    func verdicts() -> Int {
        text.withUnsafeBytes { bytes in
            ranges.reduce(0) {
                $0 + (JSONLineScanner.verdict(on: UnsafeRawBufferPointer(rebasing: bytes[$1]).bytes) == .portable ? 1 : 0)
            }
        }
    }

    func scan() -> Int {
        text.withUnsafeBytes { bytes in
            ranges.reduce(0) {
                _ = JSONLineScanner.fields(of: UnsafeRawBufferPointer(rebasing: bytes[$1]).bytes, into: &fields)
                return $0 + fields.count
            }
        }
    }

    func parse() -> Int {
        text.withUnsafeBytes { bytes in
            ranges.reduce(0) {
                $0 &+ Int(RecordParser.parse(UnsafeRawBufferPointer(rebasing: bytes[$1]), as: .kasmJSON).message.count)
            }
        }
    }

    /// Slab by slab, with the copy into it that stands for the read from a file.
    func index() -> Int {
        text.withUnsafeBytes { bytes in
            var offset = 0
            var records = 0
            while offset < bytes.count {
                slab.reset()
                let count = min(slab.capacity, bytes.count - offset)
                slab.freePayload.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
                slab.payloadCount = count
                let consumed = indexer.appendLines(
                    in: 0..<count, streamOffset: UInt64(offset), stream: 0, arrival: Timestamp(microseconds: 0), to: slab)
                records += slab.entries.count
                guard consumed > 0 else { break }
                offset += consumed
            }
            return records
        }
    }

    func serialization() -> Int {
        text.withUnsafeBytes { bytes in
            ranges.reduce(0) { sum, range in
                let object = try? JSONSerialization.jsonObject(with: Data(bytes[range])) as? [String: Any]
                return sum + (object?["message"] as? String ?? "").utf8.count
            }
        }
    }

    private struct Line: Decodable {
        var name: String
        var levelname: String
        var message: String
        var metric_name: String
        var timestamp: String
    }

    func decoder() -> Int {
        let decoder = JSONDecoder()
        return text.withUnsafeBytes { bytes in
            ranges.reduce(0) { $0 + ((try? decoder.decode(Line.self, from: Data(bytes[$1])))?.message.utf8.count ?? 0) }
        }
    }
}
