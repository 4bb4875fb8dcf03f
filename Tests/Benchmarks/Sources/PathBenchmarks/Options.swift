import Foundation

/// `PathBenchmarks --weir FILE [--before FILE] [--peers DIRECTORY] [--records N] [--rounds N] [--folder DIRECTORY] [--json FILE] [NAME…]`
///
/// A name is a part's, a corpus's (`mixed`, `uniform`), or a contender's on the paths; without any, everything runs.
struct Options {
    enum Part: String, CaseIterable {
        case paths, measure, steady, backlog
    }

    /// The release binary.
    var weir = ".build/release/weir"
    /// Another one, that of the commit before for instance, to be measured beside it.
    var before: String?
    /// In each corpus: about 1 GB.
    var records = 1_600_000
    var rounds = 5
    /// Where log file and spools lie: the kind of disk that is meant.
    var folder = "/var/tmp"
    /// Where Debian's packages of the peers were unpacked; rsyslog takes no path of its modules but a whole one.
    var peers = URL(filePath: ".build/peers").path
    var json: String?
    var parts = Set(Part.allCases)
    var corpora = LogSet.Corpus.allCases
    /// Names of contenders; empty for all that are there.
    var chosen: [String] = []

    init(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)[...]
        var names: [String] = []
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--") else {
                names.append(argument)
                continue
            }
            guard let value = rest.popFirst() else { throw BenchmarkFailure("\(argument) needs a value") }
            switch argument {
            case "--weir": weir = value
            case "--before": before = value
            case "--records": records = try Self.number(value)
            case "--rounds": rounds = try Self.number(value)
            case "--folder": folder = value
            case "--peers": peers = URL(filePath: value).path
            case "--json": json = value
            default: throw BenchmarkFailure("\(argument) is none of --weir, --before, --records, --rounds, --folder, --peers and --json")
            }
        }
        let corpora = LogSet.Corpus.allCases.filter { names.contains("\($0)") }
        if !corpora.isEmpty { self.corpora = corpora }
        names.removeAll { name in corpora.contains { "\($0)" == name } }
        chosen = names.filter { Part(rawValue: $0) == nil }
        if !names.isEmpty { parts = Set(names.map { Part(rawValue: $0) ?? .paths }) }
    }

    private static func number(_ text: String) throws -> Int {
        guard let number = Int(text), number > 0 else { throw BenchmarkFailure("'\(text)' is no number above zero") }
        return number
    }
}

struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
