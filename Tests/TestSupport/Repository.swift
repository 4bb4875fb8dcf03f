import Foundation

/// This checkout, as the tests see it.
package enum Repository {
    /// Path of the checkout.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path

    package static func path(_ relative: String) -> String { root + "/" + relative }

    package static func text(_ relative: String) throws -> String {
        try String(contentsOfFile: path(relative), encoding: .utf8)
    }

    /// Paths, relative to the checkout, of every file below a folder that ends so; sorted.
    package static func files(below folder: String, ending: String) throws -> [String] {
        let base = path(folder)
        guard let walk = FileManager.default.enumerator(atPath: base) else { throw CocoaError(.fileReadNoSuchFile) }
        return walk.compactMap { $0 as? String }
            .filter { $0.hasSuffix(ending) && !$0.split(separator: "/").contains { $0.hasPrefix(".build") } }
            .map { "\(folder)/\($0)" }
            .sorted()
    }

    /// Debian's name for where a machine's libraries are.
    #if arch(arm64)
        package static let multiarch = "aarch64-linux-gnu"
    #else
        package static let multiarch = "x86_64-linux-gnu"
    #endif
}
