/// `PathBenchmarks --weir FILE [--peers DIRECTORY] [--records N] [--rounds N] [--folder DIRECTORY] [--json FILE] [NAME…]`
struct Options {
    /// The release binary.
    var weir = ".build/release/weir"
    /// 1.05 GB.
    var records = 1_600_000
    var rounds = 5
    /// Where log file and spools lie: the kind of disk that is meant.
    var folder = "/var/tmp"
    /// Where Debian's packages of the peers were unpacked.
    var peers = ".build/peers"
    var json: String?
    /// Names of contenders; empty for all that are there.
    var chosen: [String] = []

    init(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--") else {
                chosen.append(argument)
                continue
            }
            guard let value = rest.popFirst() else { throw BenchmarkFailure("\(argument) needs a value") }
            switch argument {
            case "--weir": weir = value
            case "--records": records = try Self.number(value)
            case "--rounds": rounds = try Self.number(value)
            case "--folder": folder = value
            case "--peers": peers = value
            case "--json": json = value
            default: throw BenchmarkFailure("\(argument) is none of --weir, --records, --rounds, --folder, --peers and --json")
            }
        }
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
