import WeirPlanner

/// Reads `sessions`.
struct SessionsReader {
    static let profiles: [(String, SessionPlan.Profile)] = [
        ("office", .office), ("around_the_clock", .aroundTheClock), ("classroom", .classroom), ("short_anonymous", .shortAnonymous),
    ]

    let root: Section<DeploymentKey>

    func read() -> SessionPlan? {
        guard root.has(.sessions) else {
            root.reportMissing(.sessions, "a mapping such as {peak_concurrent: 400, mean_duration: 2h}")
            return nil
        }
        guard let section = root.section(.sessions, SessionsKey.self) else { return nil }
        let peak = section.required(.peakConcurrent, .integer(DeploymentRanges.sessions))
        let (least, most) = DeploymentRanges.sessionDuration
        let duration = section.required(.meanDuration, .duration(from: least, to: most))
        let profile = profile(section)
        let growth = growth(section)
        guard let peak, let duration else { return nil }
        return SessionPlan(peakConcurrent: peak, meanDuration: duration, profile: profile, growthPerMonth: growth)
    }

    private func growth(_ section: Section<SessionsKey>) -> Share {
        let (least, most) = DeploymentRanges.growth
        let growth = section.value(.growthPerMonth, .share(from: least, to: most), default: .zero)
        if growth > DeploymentRanges.plausibleGrowth {
            section.warning(.growthPerMonth, "more than doubles every month", wayOut: "is it per year?")
        }
        return growth
    }

    /// One of the words, or `{hourly: [24 factors]}`.
    private func profile(_ section: Section<SessionsKey>) -> SessionPlan.Profile {
        guard let node = section.node(.profile), case .mapping = node.content else {
            return section.value(.profile, .choice(Self.profiles), default: .office)
        }
        guard let hourly = section.section(.profile, HourlyKey.self) else { return .office }
        guard hourly.has(.hourly) else {
            hourly.reportMissing(.hourly, "a list of 24 factors")
            return .office
        }
        return .hourly(factors(hourly))
    }

    private func factors(_ section: Section<HourlyKey>) -> [Double] {
        let (least, most) = DeploymentRanges.hourFactor
        let before = section.findings.problems.count
        let factors = section.list(.hourly, .number(from: least, to: most)) ?? []
        guard section.findings.problems.count == before else { return factors }
        if factors.count != 24 {
            section.error(.hourly, "has \(factors.count) factors", wayOut: "give 24, one for each hour, hour 0 first")
        } else if factors.allSatisfy({ $0 == 0 }) {
            section.error(.hourly, "is zero in every hour", wayOut: "give the busy hours a factor above zero")
        }
        return factors
    }
}
