import Foundation

/// `weir receive`, which looks at every record.
struct Receiver {
    enum Input: String {
        case http = "--http"
        case syslog = "--syslog"
    }

    private static let patience = "600s"

    struct Report: Decodable {
        struct Serials: Decodable {
            var missing: Int
        }
        struct Row: Decodable {
            var records: Int
            var duplicates: Int
            var lastArrival: String?
            var serials: Serials
        }
        var inputs: [Row]
    }

    private struct Addresses: Decodable {
        var http: String?
        var syslog: String?
    }

    let child: Child
    let address: String
    private let folder: String

    /// - Parameter port: 0 for any.
    init(_ input: Input, port: Int = 0, expecting records: Int, _ options: Options, in folder: String) throws {
        self.folder = folder
        child = try Child(
            Command(
                executable: options.weir,
                arguments: [
                    "receive", input.rawValue, "127.0.0.1:\(port)", "--report", folder + "/report.json", "--ready-file",
                    folder + "/ready.json", "--expect", "\(records)", "--timeout", Self.patience,
                ]), log: folder + "/receiver.log")
        address = try Self.address(folder + "/ready.json", of: child)
    }

    private static func address(_ path: String, of receiver: Child) throws -> String {
        while receiver.isRunning {
            if let found = try? JSON.read(Addresses.self, path), let address = found.http ?? found.syslog { return address }
            usleep(20_000)
        }
        throw BenchmarkFailure("the receiver did not start")
    }

    /// Once it has ended: what came, and when the last of it did.
    func report() throws -> (row: Report.Row, last: Date) {
        let moment = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let row = try JSON.read(Report.self, folder + "/report.json").inputs.first,
            let last = row.lastArrival.flatMap({ try? moment.parse($0) })
        else { throw BenchmarkFailure("nothing came") }
        return (row, last)
    }
}

enum JSON {
    static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(contentsOf: URL(filePath: path)))
    }
}
