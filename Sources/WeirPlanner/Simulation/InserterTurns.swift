/// Who inserts next where several sessions insert at once, each its own run of the rows by time: the index over the times grows at as
/// many places.
struct InserterTurns {
    private let sessions: Int
    private let rows: Int
    private var done: [Int]
    private var turn = 0

    init(sessions: Int, rows: Int) {
        (self.sessions, self.rows) = (max(1, sessions), rows)
        done = Array(repeating: 0, count: self.sessions)
    }

    /// - Returns: the session, and the number of its row among all by time; as often as there are rows.
    mutating func next(_ random: inout SplitMix64) -> (inserter: Int, row: Int) {
        defer { turn += 1 }
        guard sessions > 1 else { return (0, turn) }
        var session = Int(random.next(upperBound: UInt64(sessions)))
        while start(session) + done[session] >= start(session + 1) { session = (session + 1) % sessions }
        defer { done[session] += 1 }
        return (session, start(session) + done[session])
    }

    private func start(_ session: Int) -> Int { rows * session / sessions }
}
