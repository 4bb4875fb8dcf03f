import Foundation
import Testing
import WeirRecords

@testable import WeirWorkload

@Suite struct WorkloadTests {
    private static let start = Timestamp(microseconds: 1_795_219_200_000_000)

    @Test("the same seed gives the same lines, another seed others")
    func seeds() {
        #expect(lines(2_000, seed: 1).map(\.1) == lines(2_000, seed: 1).map(\.1))
        #expect(lines(2_000, seed: 1).map(\.1) != lines(2_000, seed: 2).map(\.1))
    }

    @Test("serials count from 1, and time never goes back")
    func order() {
        var workload = Workload(plan: .small(), seed: 1, start: Self.start)
        var last = Self.start
        for serial in 1...5_000 as ClosedRange<UInt64> {
            let line = workload.next()
            #expect(line.serial == serial)
            #expect(line.time >= last)
            last = line.time
        }
    }

    @Test("every line of every file is what its format promises, and carries its serial once")
    func formats() throws {
        for (line, text) in lines(20_000, seed: 3) {
            let (isObject, hasTime) = Array(text.utf8).withUnsafeBytes { bytes in
                RecordParser.parse(bytes, as: .automatic, reference: line.time) { record, _ in (record.isObject, record.time != nil) }
            }
            #expect(isObject == isJSON(line.file), "\(text)")
            #expect(hasTime || mayContinue(line.file), "\(text)")
            #expect(text.components(separatedBy: "weir_serial").count == 2)
            #expect(!text.contains("\n"))
            guard isObject else {
                #expect(text.hasSuffix(" weir_serial=\(line.serial)"))
                continue
            }
            let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect("\(object["weir_serial"] ?? "")" == "\(line.serial)")
        }
    }

    @Test("application lines have the platform's keys in order and about its length")
    func applicationLines() {
        let keys = ["asctime", "name", "processName", "filename", "funcName", "levelname", "lineno", "module", "threadName", "message"]
        var requests: [Int] = []
        for (line, text) in lines(5_000, seed: 4) where line.file == .apiServer {
            let places = (keys + ["weir_serial", "timestamp"]).compactMap { text.range(of: "\"\($0)\": ")?.lowerBound }
            #expect(places.count == keys.count + 2)
            #expect(places == places.sorted())
            if text.contains("\"user_agent\"") { requests.append(text.utf8.count) }
        }
        let mean = requests.reduce(0, +) / max(1, requests.count)
        #expect((580...700).contains(mean), "\(mean)")
    }

    @Test("an access line has 32 positions, one key twice, and only strings")
    func accessLines() throws {
        let access = try #require(lines(2_000, seed: 5).first { $0.0.file == .nginxAccess }?.1)
        let keys = access.components(separatedBy: "\": \"").count - 1
        #expect(keys == 33, "32 and the serial")
        #expect(access.components(separatedBy: "\"upstream_response_time\": ").count == 3)
    }

    @Test("the workload has every kind of event: sign-ins and refusals, launches, transfers, traces, deadlocks")
    func variety() {
        let text = lines(60_000, seed: 6).map(\.1).joined(separator: "\n")
        for part in [
            "account.login.successful", "account.login.failed_invalid_password", "sessions.session.created", "sessions.session.destroyed",
            "sessions.file.transferred", "web_filter.denied", "Sending Heartbeat", "/api/__healthcheck", "system.cleanup.finished",
            "deadlock detected", "Traceback (most recent call last):\\n", "\nTraceback (most recent call last): weir_serial",
            "checkpoint complete",
            "token=eyJ", "\\u00eb", "\\ud83d\\ude80",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test("where nobody works the machines still talk")
    func quietHours() {
        var hours = Array(repeating: 0.0, count: 24)
        hours[12] = 1
        var workload = Workload(plan: .small(hours: hours), seed: 1, start: Self.start)
        var signIns: [Int64] = []
        for _ in 0..<150_000 {
            let line = workload.next()
            let isSignIn = workload.withLine { String(decoding: $0, as: UTF8.self) }.contains("Successful authentication")
            if isSignIn { signIns.append(line.time.minute / 60 % 24) }
        }
        #expect(Set(signIns).isSubset(of: [12]))
        #expect(!signIns.isEmpty)
    }

    @Test("no place in a message is misspelt")
    func templates() {
        for scenario in ScenarioName.scenarios {
            for text in scenario.steps.flatMap({ texts(of: $0.line) }) {
                #expect(text.range(of: "\\{[a-z_]+\\}", options: .regularExpression) == nil, "\(text)")
            }
        }
    }

    private func isJSON(_ file: LogFile) -> Bool {
        switch file {
        case .apiServer, .managerAPI, .webFilter, .share, .agent, .nginxAccess: true
        case .nginxError, .guac, .postgres: false
        }
    }

    /// A line that goes on with the one before it has no head.
    private func mayContinue(_ file: LogFile) -> Bool { file == .guac || file == .postgres }

    private func texts(of line: Step.Line) -> [String] {
        let template: MessageTemplate? =
            switch line {
            case .application(let call): call.message
            case .access(let call): call.query
            case .text(_, let message), .postgres(_, let message), .nginxError(let message): message
            }
        return (template?.parts ?? []).compactMap { part in
            guard case .text(let text) = part else { return nil }
            return String(decoding: text, as: UTF8.self)
        }
    }

    private func lines(_ count: Int, seed: UInt64) -> [(Workload.Line, String)] {
        var workload = Workload(plan: .small(), seed: seed, start: Self.start)
        return (0..<count).map { _ in
            let line = workload.next()
            return (line, workload.withLine { String(decoding: $0, as: UTF8.self) })
        }
    }
}
