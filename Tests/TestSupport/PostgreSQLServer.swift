import Foundation

/// A PostgreSQL of one's own in a temporary directory, on a Unix socket and without TCP. It is stopped and removed when it is let go.
package final class PostgreSQLServer: Sendable {
    package static let user = "weir"

    /// The directory of the socket: what libpq takes for a host.
    package let socketDirectory: String
    private let directory: String
    private let postmaster: ChildProcess

    package init(settings: [String: String] = [:]) throws {
        directory = "/tmp/weir-postgres-\(UUID().uuidString.prefix(8))"
        socketDirectory = directory
        let data = directory + "/data"
        try Self.makeDirectory(directory)
        try Self.initialize(data)
        let values = Self.settings.merging(settings) { $1 }.merging(["unix_socket_directories": directory]) { $1 }
        let arguments = ["-D", data] + values.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
        let command = Self.asPlainUser([try Self.executable("postgres")] + arguments)
        postmaster = try ChildProcess(command[0], Array(command.dropFirst()), in: directory)
        let isReady = postmaster.wait(within: 60) { (try? sql("SELECT 1")) == "1" }
        guard isReady else { throw SupportFailure("postgres did not start: \(postmaster.errors)") }
    }

    deinit {
        // "Fast" shutdown, which frees the shared memory; killed only if that takes too long.
        if postmaster.isRunning { _ = kill(postmaster.identifier, SIGINT) }
        postmaster.wait(within: 20)
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Runs statements with psql and returns what they print: values alone, fields separated by `|`.
    @discardableResult
    package func sql(_ statements: String, database: String = "postgres") throws -> String {
        try print(statements, "-At", database: database).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What psql prints in a form of its own: `-x`, `--csv`, `-At`.
    package func print(_ statements: String, _ form: String, database: String = "postgres") throws -> String {
        let result = try ChildProcess(
            Self.executable("psql"),
            ["-X", "-q", form, "-v", "ON_ERROR_STOP=1", "-h", socketDirectory, "-U", Self.user, "-d", database, "-c", statements]
        ).wait()
        guard result.status == 0 else { throw SupportFailure("psql: \(result.errors)") }
        return result.output
    }

    /// Makes an empty database and returns its name.
    package func makeDatabase() throws -> String {
        let name = "test_\(UUID().uuidString.prefix(8).lowercased())"
        try sql("CREATE DATABASE \(name)")
        return name
    }
}

extension PostgreSQLServer {
    /// For speed: what is lost in a crash is of no use.
    private static let settings = [
        "listen_addresses": "", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off",
        "shared_buffers": "16MB", "max_connections": "20", "dynamic_shared_memory_type": "mmap",
    ]

    private static func initialize(_ data: String) throws {
        let arguments = ["-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        let command = asPlainUser([try executable("initdb")] + arguments)
        let result = try ChildProcess(command[0], Array(command.dropFirst()), in: "/").wait()
        guard result.status == 0 else { throw SupportFailure("initdb: \(result.errors)") }
    }

    /// Debian's newest version, or one that was unpacked for the tests.
    static func executable(_ name: String) throws -> String {
        let roots = ["/usr/lib/postgresql", Repository.path(".build/peers/usr/lib/postgresql")]
        for root in roots {
            let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { Int($0) }.sorted(by: >)
            let paths = versions.map { "\(root)/\($0)/bin/\(name)" }
            if let path = paths.first(where: FileManager.default.isExecutableFile) { return path }
        }
        throw SupportFailure("no PostgreSQL under \(roots.joined(separator: " or ")): install Debian's postgresql-15")
    }

    /// PostgreSQL refuses to run as root.
    private static func asPlainUser(_ command: [String]) -> [String] {
        guard let account = plainAccount else { return command }
        return ["/usr/bin/setpriv", "--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups"] + command
    }

    private static var plainAccount: (user: UInt32, group: UInt32)? {
        guard getuid() == 0, let entry = getpwnam("nobody") else { return nil }
        return (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }

    private static func makeDirectory(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard let account = plainAccount else { return }
        guard chown(path, account.user, account.group) == 0 else { throw SupportFailure("chown \(path) failed") }
    }
}
