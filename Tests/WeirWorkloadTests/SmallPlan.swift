import WeirRecords
import WeirWorkload

extension WorkloadPlan {
    /// One of each role, with a few sessions at any hour.
    static func small(rotateBytes: Int64 = 1 << 30, kept: Int = 20, hours: [Double] = Array(repeating: 1, count: 24)) -> WorkloadPlan {
        let roles: [Role] = [.webApp, .webApp, .agent, .connectionProxy, .dedicatedProxy, .database]
        return WorkloadPlan(
            hosts: roles.enumerated().map { Host(name: "\($0.element.rawValue)-\($0.offset + 1)", role: $0.element, zone: "z") },
            peakSessions: 20, meanSession: .seconds(1_800), hours: hours, cleanupEvery: .seconds(600),
            rotation: Rotation(bytes: ByteCount(rotateBytes), kept: kept, keptOnAgent: min(kept, 5)))
    }
}
