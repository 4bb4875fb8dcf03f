/// A hot loop of the product: what every record goes through, measured by itself.
struct Loop: Sendable {
    /// One pass, made ready. What it works on is made beforehand and again used by the next pass.
    struct Pass {
        /// Records, or what else `unit` says, that it goes through.
        var items: Int
        /// Bytes of log lines that it goes through; 0 where it reads none.
        var bytes: Int
        /// Returns something over zero that depends on all of the work.
        var run: () throws -> Int
    }

    var name: String
    var unit = "record"
    /// Whether its instructions are held to what was committed: the product's own loops are, what they are compared with is not.
    var isGuarded = true
    /// What it goes through.
    var corpus = Sample.Corpus.uniform
    let prepare: @Sendable (Sample) throws -> Pass

    /// All of them, in the order of a record's way.
    static let all = reading + parsing + keeping + sending + planning

    /// Each of the loops on one shape of line, and on a host's logs as they come.
    static func onBoth(_ loops: [Loop]) -> [Loop] {
        loops.flatMap { loop in
            var mixed = loop
            mixed.name += ", mixed"
            mixed.corpus = .mixed
            return [loop, mixed]
        }
    }

    static func chosen(_ names: [String]) throws -> [Loop] {
        guard !names.isEmpty else { return all }
        return try names.map { name in
            if let loop = all.first(where: { $0.name == name }) { return loop }
            throw LoopFailure("no loop is called '\(name)'; there is \(all.map(\.name).joined(separator: ", "))")
        }
    }
}

struct LoopFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
