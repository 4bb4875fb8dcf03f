package import ArgumentParser
import WeirConfiguration
import WeirSpool
import WeirSystem

/// Which spool: by its shipper's configuration, or by its directory.
package struct SpoolArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("A shipper's configuration, or its spool's directory.", valueName: "WEIR.yaml|DIR"), completion: .file())
    package var spool: String

    package init() {}

    func target() throws(CommandFailure) -> SpoolTarget { try SpoolTarget(spool, HostFileSystem()) }
}

/// A spool that a command was given.
struct SpoolTarget {
    let directory: String
    /// `nil` where the directory was given.
    let configuration: ShipperConfiguration?
    let fileSystem: HostFileSystem

    init(_ path: String, _ fileSystem: HostFileSystem) throws(CommandFailure) {
        let kind: FileStatus.Kind?
        do throws(SystemError) { kind = try fileSystem.status(of: path)?.kind } catch {
            throw CommandFailure(error)
        }
        configuration = kind == .directory ? nil : try ShipperConfiguration.load(path: path, in: .host).orFail()
        directory = try Self.find(configuration?.spool.directory ?? path, fileSystem)
        self.fileSystem = fileSystem
        try requireSpool()
    }

    /// The spool's own directory: below the named one where that is not the shipper's alone.
    static func find(_ directory: String, _ fileSystem: any FileSystem) throws(CommandFailure) -> String {
        do throws(SystemError) { return try SpoolFolder.find(directory, fileSystem: fileSystem) } catch {
            throw CommandFailure(.inputOutput, error.description, wayOut: error.wayOut)
        }
    }

    private func requireSpool() throws(CommandFailure) {
        do throws(SystemError) {
            for part in ["state.sqlite", SegmentName.folder, "lock"] {
                if try fileSystem.status(of: FilePath.join(directory, part)) != nil { return }
            }
        } catch {
            throw CommandFailure(error)
        }
        let wayOut =
            configuration == nil
            ? "give the directory that the configuration names under spool, or the configuration itself" : "run weir ship first"
        throw CommandFailure(.unknown, "there is no spool in \(directory)", wayOut: wayOut)
    }

    /// The state, to look at only.
    func state() throws(CommandFailure) -> StateStore {
        let state = try spoolFailing { () throws(StateError) in try StateStore.inspect(directory: directory, fileSystem: fileSystem) }
        guard let state else { throw noState }
        return state
    }

    var noState: CommandFailure {
        CommandFailure(
            .unknown, "the spool in \(directory) has no state: nobody knows what was delivered",
            wayOut: "the next start of weir ship begins a new one, and sends everything that is kept")
    }

    func view() throws(CommandFailure) -> SpoolView {
        do throws(SpoolError) { return try SpoolView.open(directory, fileSystem: fileSystem) } catch { throw CommandFailure(error) }
    }
}

/// Gives a state's error a command's words.
func spoolFailing<Result>(_ body: () throws(StateError) -> Result) throws(CommandFailure) -> Result {
    do throws(StateError) { return try body() } catch { throw CommandFailure(error) }
}
