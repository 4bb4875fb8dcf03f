import ArgumentParser
import WeirConfiguration
import WeirDatabase
import WeirSystem

/// Which database is looked at. It is only read: columns, indexes, sizes, counters, settings, rows.
struct DatabaseArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A live database, which is only read: a postgresql:// URI or libpq's keywords. Everyone on this machine may see it: a password"
                + " is refused here, and belongs into --database-file, PGPASSWORD or ~/.pgpass.", valueName: "URL"))
    var database: String?

    @Option(help: ArgumentHelp("A file that holds what --database would; mode 0600.", valueName: "FILE"), completion: .file())
    var databaseFile: String?

    var isGiven: Bool { database != nil || databaseFile != nil }

    func validate() throws {
        guard database == nil || databaseFile == nil else { throw ValidationError("give either --database or --database-file") }
        guard let database else { return }
        let secrets = ConnectionSettings.secretKeywords(in: database)
        guard !secrets.isEmpty else { return }
        // It was there for everyone until now, and may stand in the shell's history.
        ProcessSecrets.hideArgument(database)
        throw ValidationError(
            """
            --database holds a secret (\(secrets.joined(separator: ", "))), and everyone on this machine may read a command line: change it, and give \
            the new one by --database-file with mode 0600, PGPASSWORD or ~/.pgpass
            """)
    }

    /// Nil where none is given. What stood on the command line is taken out of the list of processes: what libpq can't read may hold a secret.
    func url() throws(CommandFailure) -> String? {
        if let database {
            ProcessSecrets.hideArgument(database)
            return database
        }
        return try databaseFile.map(Self.contents)
    }

    private static func contents(of file: String) throws(CommandFailure) -> String {
        switch SmallFile.read(file, ConfigurationLimits.secretBytes, HostFileSystem()) {
        case .contents(let bytes, let othersMayRead, let groupMayRead, let othersMayWrite, let weaknesses):
            guard !othersMayWrite else {
                throw CommandFailure(.configuration, "every user of this machine may change \(file)", wayOut: "chmod 600 it")
            }
            if othersMayRead || groupMayRead { Output.writeError("weir: warning: other users may read \(file); chmod 600 it") }
            for weakness in weaknesses { Output.writeError("weir: warning: \(weakness.message(file)); \(weakness.wayOut)") }
            let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
            guard let line else { throw CommandFailure(.configuration, "\(file) is empty", wayOut: "write a postgresql:// URI into it") }
            return line
        case .missing: throw CommandFailure(.configuration, "there is no file \(file)")
        case .tooLarge: throw CommandFailure(.configuration, "\(file) is too large to hold a postgresql:// URI")
        case .unreadable(let reason): throw CommandFailure(.configuration, "can't read \(file): \(reason)")
        }
    }
}
