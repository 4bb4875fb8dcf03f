import Synchronization
import WeirConfiguration
import WeirSystem

/// A shipper's file as it was read once: what it says, and which file it was.
struct LoadedFile {
    let loaded: Loaded<ShipperConfiguration>
    /// SHA-256 of the file's bytes, as `sha256sum` says it; of none where it can't be read.
    let sha256: String

    init(_ path: String) {
        // The bytes that are checked are the bytes that are named, also where the file is being replaced.
        var bytes: [UInt8] = []
        let host = Surroundings.host
        let watching = Surroundings(variable: host.variable) { file, limit in
            let reading = host.read(file, limit)
            if file == path, case .contents(let read, _, _, _, _) = reading { bytes = read }
            return reading
        }
        loaded = ShipperConfiguration.load(path: path, in: watching)
        sha256 = SHA256.text(of: bytes)
    }
}
