import Corpus
import Foundation

/// One log, each line with a serial number by which the receiver finds what is missing.
struct LogFile {
    static let chunkBytes = 1 << 20

    let path: String
    let records: Int
    let bytes: Int
    /// Every line is one JSON object.
    var isJSON = true
}

/// The logs that a run goes through.
struct LogSet {
    enum Corpus: String, CaseIterable {
        /// A host's logs as they come.
        case mixed = "mixed logs"
        /// One template of one file.
        case uniform = "one shape"
    }

    let corpus: Corpus
    let files: [LogFile]

    var records: Int { files.reduce(0) { $0 + $1.records } }
    var bytes: Int { files.reduce(0) { $0 + $1.bytes } }
    /// Only the files that a reader of JSON can read.
    var json: LogSet { LogSet(corpus: corpus, files: files.filter(\.isJSON)) }

    private static let seed: UInt64 = 42

    /// - Parameter folder: is made.
    static func write(_ corpus: Corpus, to folder: String, records: Int) throws -> LogSet {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        switch corpus {
        case .uniform:
            var lines = UniformLines(seed: seed)
            let file = try write(to: "\(folder)/kasm.log", serials: 1...records) { HostLines.line(lines.line(), serial: $0, of: .apiJSON) }
            return LogSet(corpus: corpus, files: [file])
        case .mixed:
            var lines = HostLines(seed: seed)
            var next = 1
            // Each file has a range of serials of its own, and at least one record.
            let files = try LogKind.allCases.map { kind in
                let count = max(1, records * kind.share / LogKind.shares.count)
                defer { next += count }
                var file = try write(to: "\(folder)/\(kind.fileName)", serials: next...next + count - 1) {
                    HostLines.line(lines.line(of: kind), serial: $0, of: kind)
                }
                file.isJSON = kind.isJSON
                return file
            }
            return LogSet(corpus: corpus, files: files)
        }
    }

    private static func write(to path: String, serials: ClosedRange<Int>, line: (Int) -> [UInt8]) throws -> LogFile {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw BenchmarkFailure("\(path) can't be written")
        }
        defer { try? file.close() }
        var (chunk, bytes) = ([UInt8](), 0)
        for serial in serials {
            chunk.append(contentsOf: line(serial))
            guard chunk.count >= LogFile.chunkBytes || serial == serials.upperBound else { continue }
            try file.write(contentsOf: chunk)
            bytes += chunk.count
            chunk.removeAll(keepingCapacity: true)
        }
        try file.synchronize()
        return LogFile(path: path, records: serials.count, bytes: bytes)
    }
}
