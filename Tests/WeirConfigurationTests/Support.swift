import Foundation
import Testing
import WeirPlanner
import WeirRecords

@testable import WeirConfiguration

/// Loading with a made-up environment and made-up secrets.
struct World {
    var variables: [String: String] = [:]
    var secrets: [String: FileReading] = [:]

    func shipper(_ text: String, path: String = "weir.yaml") -> Loaded<ShipperConfiguration> {
        ShipperConfiguration.load(text: text, path: path, environment: { variables[$0] }, readSecret: { secrets[$0] ?? .missing })
    }

    func deployment(_ text: String, path: String = "deployment.yaml") -> Loaded<Deployment> {
        Deployment.load(text: text, path: path, environment: { variables[$0] })
    }

    /// - Parameter rows: what every path of a sample leads to; `nil`: nothing is there.
    func table(_ text: String, rows: String? = Valid.rows, path: String = "cases/case.yaml") -> Loaded<TableCaseFile> {
        TableCaseFile.load(text: text, path: path, environment: { variables[$0] }) { _ in
            rows.map { .contents(Array($0.utf8), othersMayRead: false) } ?? .missing
        }
    }

    func check(_ text: String, path: String = "file.yaml") -> ConfigurationCheck {
        ConfigurationCheck.run(text: text, path: path, in: surroundings([path: Array(text.utf8)]))
    }

    func surroundings(_ files: [String: [UInt8]]) -> Surroundings {
        Surroundings(variable: { variables[$0] }) { path, limit in
            if let bytes = files[path] { return bytes.count > limit.bytes ? .tooLarge : .contents(bytes, othersMayRead: false) }
            return secrets[path] ?? .missing
        }
    }
}

/// A file that is right, with lines to put in and others to replace.
enum Valid {
    static let shipper = """
        spool: {directory: /var/lib/weir}
        sources:
          - {name: kasm, kind: files, include: [/var/log/app/*.log]}
        sinks:
          - {name: siem, kind: http, url: "https://siem.example.com/in"}
        """

    static let deployment = """
        name: example
        platform: {product: kasm, version: "1.19"}
        sessions: {peak_concurrent: 400, mean_duration: 2h}
        roles:
          web_app: {count: 2}
          agent: {count: 30, sessions_each: 12}
        database: {engine: single, disk: 200GiB}
        retention: {standard: 7d, debug: 4h}
        """

    static let table = """
        table:
          columns:
            - {name: id, type: bigint, nullable: false}
            - {name: levelname, type: varchar}
            - {name: application, type: varchar}
            - {name: kasm_id, type: uuid}
            - {name: message, type: text}
            - {name: data, type: jsonb}
          indexes: [{columns: [id], primary: true}, {columns: [application, levelname]}]
        rows: {sample: rows.csv}
        load: {rows_per_hour: 600}
        retention: {standard: 168h}
        hours: 520
        """

    static let rows = """
        class,levelname,application,kasm_id,message,message_pglz,data_jsonb,application_value,level_value
        debug,5,7,,82,,,manager,DEBUG
        standard,4,10,16,2742,1994,120,api_server,INFO
        """

    static func table(_ part: String, _ replacement: String) -> String { replacing(part, in: table, replacement) }
    static func rows(_ part: String, _ replacement: String) -> String { replacing(part, in: rows, replacement) }

    static func shipper(_ part: String, _ replacement: String) -> String { replacing(part, in: shipper, replacement) }
    static func deployment(_ part: String, _ replacement: String) -> String { replacing(part, in: deployment, replacement) }

    private static func replacing(_ part: String, in text: String, _ replacement: String) -> String {
        precondition(text.contains(part), "the valid file has no \(part)")
        return text.replacing(part, with: replacement)
    }
}

extension ConfigurationReport {
    /// The key paths of the errors, in order.
    var paths: [String] { errors.map(\.keyPath) }

    /// The one error, as a person reads it; recorded as an issue where there is another number of them.
    func only(_ location: SourceLocation = #_sourceLocation) -> Problem? {
        #expect(errors.count == 1, "\(lines)", sourceLocation: location)
        return errors.first
    }
}

enum Samples {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "samples").resolvingSymlinksInPath().path

    /// Every YAML file of the samples, with its text; sorted.
    static func all() throws -> [(path: String, text: String)] {
        let walk = try #require(FileManager.default.enumerator(atPath: directory))
        let names = walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") }.sorted()
        return try names.map { ("\(directory)/\($0)", try String(contentsOfFile: "\(directory)/\($0)", encoding: .utf8)) }
    }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
