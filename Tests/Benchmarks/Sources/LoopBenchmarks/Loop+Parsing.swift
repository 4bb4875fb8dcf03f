import Foundation
import WeirRecords

/// What the indexer is made of, and what others would make of a line.
extension Loop {
    static let parsing = [
        Loop(name: "scanner, verdict only") { sample in
            sample.pass { sample.eachLine { JSONLineScanner.verdict(on: $0.bytes) == .portable ? 1 : 0 } }
        },
        Loop(name: "scanner, all fields") { sample in
            var fields: [JSONField] = []
            return sample.pass {
                sample.eachLine {
                    _ = JSONLineScanner.fields(of: $0.bytes, into: &fields)
                    return fields.count
                }
            }
        },
        Loop(name: "record parser") { sample in
            sample.pass {
                sample.eachLine { Int(RecordParser.parse($0, as: .automatic, reference: epoch) { record, _ in record }.message.count) }
            }
        },
        Loop(name: "content digest", prepare: digest),
        Loop(name: "JSONSerialization", isGuarded: false) {
            few($0) { line in
                let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
                return (object?["message"] as? String ?? "").utf8.count
            }
        },
        Loop(name: "JSONDecoder", isGuarded: false) { sample in
            let decoder = JSONDecoder()
            return few(sample) { (try? decoder.decode(FiveKeys.self, from: Data($0)))?.message.utf8.count ?? 0 }
        },
    ]

    private static let epoch = Timestamp(microseconds: 0)

    private static func digest(_ sample: Sample) -> Pass {
        let prefix = ContentDigest.Prefix(host: Sample.host, application: "client_api_server", level: .info)
        let parsed = sample.text.withUnsafeBytes { bytes in
            sample.lines.map { line in
                RecordParser.parse(UnsafeRawBufferPointer(rebasing: bytes[line]), as: .automatic, reference: epoch) { record, _ in record }
            }
        }
        return sample.pass {
            sample.text.withUnsafeBytes { bytes in
                var sum = Digest128.zero
                for (line, record) in zip(sample.lines, parsed) {
                    let message = record.message.bytes(in: UnsafeRawBufferPointer(rebasing: bytes[line]))
                    sum = sum &+ prefix.digest(time: record.time ?? Timestamp(microseconds: 0), message: message)
                }
                return Int(truncatingIfNeeded: sum.low >> 1) | 1
            }
        }
    }

    private struct FiveKeys: Decodable {
        var name: String
        var levelname: String
        var message: String
        var metric_name: String
        var timestamp: String
    }

    /// A pass through as many of the lines as what is slow goes through in a moment.
    private static func few(_ sample: Sample, _ body: @escaping (UnsafeRawBufferPointer) -> Int) -> Pass {
        let lines = sample.lines.prefix(1_000)
        return Pass(items: lines.count, bytes: lines.reduce(0) { $0 + $1.count + 1 }) {
            sample.text.withUnsafeBytes { bytes in lines.reduce(0) { $0 &+ body(UnsafeRawBufferPointer(rebasing: bytes[$1])) } }
        }
    }
}
