import Foundation
import WeirConfiguration
import WeirPlanner
import WeirRecords
import WeirSystem

/// A profile on disk: JSON, keys in snake_case, version 1.
enum ProfileFile {
    /// Far more than any profile that `measure` writes: it bounds what it tells apart.
    static let limit = ByteCount.mebibytes(64)

    static func read(_ path: String) throws(CommandFailure) -> MeasuredProfile {
        let bytes = try contents(of: path)
        do {
            return try Output.jsonDecoder().decode(MeasuredProfile.self, from: Data(bytes)).checked()
        } catch let error as PlanError {
            throw CommandFailure(.configuration, "\(path): \(error.message)", wayOut: error.wayOut)
        } catch {
            throw CommandFailure(
                .configuration, "\(path) is no profile: \(detail(of: error))", wayOut: "write one with weir measure PATHS --profile \(path)"
            )
        }
    }

    private static func contents(of path: String) throws(CommandFailure) -> [UInt8] {
        switch Surroundings.host.read(path, limit) {
        case .contents(let bytes, _, _, _, _): return bytes
        case .missing:
            throw CommandFailure(
                .configuration, "there is no profile \(path)", wayOut: "write one with weir measure PATHS --profile \(path)")
        case .tooLarge: throw CommandFailure(.configuration, "\(path) has more than the \(limit.text) that a profile may have")
        case .unreadable(let reason): throw CommandFailure(.inputOutput, "\(path) can't be read: \(reason)")
        }
    }

    private static func detail(of error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "it has no \(key.stringValue)"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is of another type"
        default: "it is not JSON of that form"
        }
    }

    static func write(_ profile: MeasuredProfile, to path: String) throws {
        do {
            try WholeFile.write(try Output.jsonText(profile) + "\n", to: path, HostFileSystem())
        } catch let error as SystemError {
            throw CommandFailure(.inputOutput, "the profile can't be written to \(path): \(error.reason)", wayOut: error.wayOut)
        }
    }
}
