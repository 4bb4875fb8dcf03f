import Foundation
package import WeirRecords

/// `weir receive` as a test's SIEM, on free loopback ports.
package final class Receiver {
    package struct Report: Decodable, Sendable {
        package struct Gap: Decodable, Equatable, Sendable {
            package var from: Int
            package var to: Int
        }
        package struct Serials: Decodable, Sendable {
            package var expected: Int
            package var missing: Int
            package var gaps: [Gap]
        }
        package struct Input: Decodable, Sendable {
            package var name: String
            package var records: Int
            package var distinct: Int
            package var duplicates: Int
            package var serials: Serials
            /// What the distinct records were, to the byte.
            package var digests: [ContentRow]
        }
        package var inputs: [Input]
    }

    private struct Addresses: Decodable {
        var http: String
        var syslog: String?
    }

    package let httpURL: String
    package let syslogURL: String
    package let process: ChildProcess
    private let reportPath: String

    /// It ends by itself once each of its inputs got everything that is expected: one that gets nothing is better left out.
    package init(
        expecting records: Int, report: String, readyFile: String, http: String = "127.0.0.1:0", hasSyslog: Bool = true,
        extraArguments: [String] = []
    ) throws {
        process = try ChildProcess(
            WeirBinary.path,
            ["receive", "--http", http] + (hasSyslog ? ["--syslog", "127.0.0.1:0"] : [])
                + ["--report", report, "--expect", "\(records)", "--ready-file", readyFile] + extraArguments)
        reportPath = report
        guard process.wait(within: 30, until: { FileManager.default.fileExists(atPath: readyFile) }) else {
            throw SupportFailure("the receiver did not start: \(process.errors)")
        }
        let addresses = try JSONDecoder().decode(Addresses.self, from: Data(contentsOf: URL(filePath: readyFile)))
        httpURL = "http://\(addresses.http)/"
        syslogURL = addresses.syslog.map { "tcp://\($0)" } ?? ""
    }

    /// Waits for it to end by itself, as it does once everything expected came; asks it to end after the bound.
    package func report(within seconds: Double = 30) throws -> Report {
        if !process.wait(within: seconds, until: { false }), process.isRunning { process.terminate() }
        process.wait(within: 30)
        return try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(filePath: reportPath)))
    }
}
