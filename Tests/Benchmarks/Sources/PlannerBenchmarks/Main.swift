import Foundation
import WeirPlanner
import WeirRecords

/// What a forecast costs on one core: a year hour by hour, a thousand draws of the load; and the most memory that the process took.
@main
struct Benchmarks {
    static let draws = 1000
    static let rounds = 3

    static func main() throws {
        let deployment = Self.deployment
        let table = try seconds { try Plan(deployment, draws: draws, only: []) }
        print(String(format: "the present scenario, %d draws of a year, and what fits: %.2f s", draws, table))
        print(String(format: "a plan with every scenario: %.2f s", try seconds { try Plan(deployment, draws: draws) }))
        print("most memory at once: \(mostMemory)")
    }

    /// 300 office sessions of two hours under the platform's default retention.
    private static var deployment: Deployment {
        let day = 86_400
        return Deployment(
            name: "benchmark", platform: Platform(product: .kasm, version: PlatformVersion(major: 1, minor: 19)),
            sessions: SessionPlan(peakConcurrent: 300, meanDuration: .seconds(7200), growthPerMonth: Share(percent: 3)),
            roles: Roles(
                webApp: [WebAppGroup(placement: Placement(count: 3))],
                agent: [AgentGroup(placement: Placement(count: 25), sessionsEach: 12)]),
            database: DatabasePlan(engine: .single, disk: .gibibytes(200), diskUsedByOthers: .gibibytes(12)),
            retention: RetentionPolicy(standard: .age(.seconds(7 * day)), debug: .age(.seconds(day / 6))))
    }

    private static func seconds(_ body: () throws -> Plan) rethrows -> Double {
        let times = try (0..<rounds).map { _ in
            let duration = try ContinuousClock().measure { _ = try body().present }.components
            return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
        }
        return times.sorted()[rounds / 2]
    }

    /// As Linux counts it.
    private static var mostMemory: String {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }.map { $0.dropFirst(6).trimmingCharacters(in: .whitespaces) }
            ?? "not known here"
    }
}
