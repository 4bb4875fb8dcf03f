import Foundation
import Testing
import WeirRecords
import WeirSystem

@testable import WeirPlanner

@Suite("profiles that nothing can have measured")
struct HostileProfileTests {
    private static func changed(_ change: (inout MeasuredProfile) -> Void) -> MeasuredProfile {
        var profile = MeasuredProfile.sample()
        change(&profile)
        return profile
    }

    @Test(arguments: [
        ("roles.rows", changed { $0.roles[0].standard.rows = .max }), ("roles.rows", changed { $0.roles[0].debug.rows = -1 }),
        ("roles.bytes", changed { $0.roles[1].bytes = .max }), ("roles.hosts", changed { $0.roles[1].hosts = .max }),
        ("of no host", changed { $0.roles[0].hosts = 0 }), ("rows_per_day", changed { $0.roles[0].standard.rowsPerDay = .nan }),
        ("rows_per_day", changed { $0.roles[0].standard.rowsPerDay = -5 }),
        ("more than any server", changed { $0.roles[0].standard.rowsPerDay = 1e20 }),
        ("rows_per_day", changed { $0.roles[0].standard.rowsPerDay = .infinity }),
        ("spans less than a second", changed { $0.spanSeconds = .nan }), ("spans less than a second", changed { $0.spanSeconds = -1 }),
        ("100 years", changed { $0.spanSeconds = 1e300 }), ("hourly_rows", changed { $0.hourlyRows = [1] }),
        ("hourly_rows", changed { $0.hourlyRows[5] = .max }), ("hourly_spans", changed { $0.hourlySpans = [] }),
        ("hourly_spans", changed { $0.hourlySpans[1] = .min }), ("groups.rows", changed { $0.groups[0].rows = .max }),
        ("groups.bytes", changed { $0.groups[0].bytes = -7 }), ("message_lengths.bytes", changed { $0.messageLengths[0].bytes = .max }),
        ("message_lengths.rows", changed { $0.messageLengths[0].rows = .max }),
        ("of class \"loud\"", changed { $0.messageLengths[0].retentionClass = "loud" }),
        ("peak_concurrent_sessions", changed { $0.peakConcurrentSessions = 0 }),
        ("peak_concurrent_sessions", changed { $0.peakConcurrentSessions = .max }), ("twice", changed { $0.roles.append($0.roles[0]) }),
        ("unparsed_lines", changed { $0.unparsedLines = -1 }),
        (
            "message_lengths.rows",
            changed { $0.messageLengths = Array(repeating: .init(retentionClass: .debug, bytes: 9, rows: 1 << 49), count: 400) }
        ),
    ])
    func `are refused with the key that is wrong and the way out`(part: String, profile: MeasuredProfile) {
        let error = #expect(throws: PlanError.self) { try profile.checked() }
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
        #expect(error?.wayOut.isEmpty == false)
        #expect(throws: PlanError.self) { try Plan(.sample(), profile: profile, draws: 2, days: 2) }
    }

    @Test func `any number in any place ends in a plan or in an error`() throws {
        let numbers = [0, 1, -1, .max, .min, 1 << 62, 1_000_000_000_000_000, 3]
        let seconds = [0, 1, -1, .nan, .infinity, 1e308, 1e-308, 86_400]
        var random = SeededRandom(seed: 7)
        for _ in 0..<400 {
            var profile = MeasuredProfile.sample(sessions: 10)
            for _ in 0...random.next() % 3 { Self.disturb(&profile, numbers.randomElement(using: &random) ?? 0, seconds, &random) }
            guard let plan = try? Plan(.sample(), profile: profile, draws: 1, days: 1, only: []) else { continue }
            #expect(plan.present.highWater.value.p50.isFinite)
        }
    }

    private static func disturb(_ profile: inout MeasuredProfile, _ number: Int, _ seconds: [Double], _ random: inout SeededRandom) {
        let time = seconds.randomElement(using: &random) ?? 0
        switch random.next() % 12 {
        case 0: profile.roles[0].standard.rows = number
        case 1: profile.roles[1].debug.rows = number
        case 2: profile.roles[0].hosts = number
        case 3: profile.roles[1].bytes = number
        case 4: profile.hourlyRows[3] = number
        case 5: profile.hourlySpans[4] = number
        case 6: profile.groups[0].rows = number
        case 7: profile.messageLengths[0].rows = number
        case 8: profile.messageLengths[1].bytes = number
        case 9: profile.peakConcurrentSessions = number
        case 10: profile.spanSeconds = time
        default: profile.roles[0].standard.rowsPerDay = time
        }
    }
}
