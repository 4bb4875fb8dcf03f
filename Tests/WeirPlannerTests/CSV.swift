import Foundation

/// Tables of `Truth/`.
enum CSV {
    static func rows(_ name: String) throws -> [[String: String]] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Truth/\(name).csv")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let header = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(zip(header, cells)) { first, _ in first }
        }
    }
}

func percent(_ found: Double, _ expected: Double) -> Double { 100 * (found / expected - 1) }
