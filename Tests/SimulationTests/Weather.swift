import TestSupport
import WeirSystem

/// Which faults there are now: phases, drawn one after another from the seed.
struct Weather {
    /// How long a phase lasts, in steps of the world.
    private static let phase = 20..<500
    /// Share of the kinds that are active in a phase: none, one, a few, a storm.
    private static let shares = [0.0, 0.0, 0.04, 0.04, 0.12, 0.35]
    /// Share of the calls that fail while a kind is active.
    private static let rates = [0.02, 0.1, 0.5, 1.0]

    /// `WEIR_FAULTS=diskFull,pause` leaves out all others: to narrow a seed that fails down.
    private static let allowed: Set<FaultKind> = {
        guard let names = Environment.variable("WEIR_FAULTS") else { return Set(FaultKind.allCases) }
        return Set(names.split(separator: ",").compactMap { FaultKind(rawValue: String($0)) })
    }()

    private(set) var active: Set<FaultKind> = []
    /// How often an active fault strikes where it may.
    private(set) var rate = 0.0
    private var left = 0
    private(set) var isOver = false

    /// True where it has changed.
    mutating func step(_ random: inout SeededRandom) -> Bool {
        guard !isOver else { return false }
        left -= 1
        guard left < 0 else { return false }
        left = random.number(in: Self.phase)
        let share = Self.shares[random.number(in: 0..<Self.shares.count)]
        rate = Self.rates[random.number(in: 0..<Self.rates.count)]
        active = Set(FaultKind.allCases.filter { _ in random.chance(share) }).intersection(Self.allowed)
        return true
    }

    /// From now on nothing fails.
    mutating func end() {
        isOver = true
        active = []
    }

    /// Whether a fault strikes now.
    func strikes(_ kind: FaultKind, _ random: inout SeededRandom) -> Bool { active.contains(kind) && random.chance(rate) }
}
