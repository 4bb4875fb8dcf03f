import Foundation

/// Programs of this machine.
enum Programs {
    static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func isExecutable(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    static func onPath(_ name: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first(where: isExecutable)
    }
}
