package import WeirRecords

/// What reading a configuration needs from outside, as closures: the environment and files.
package struct Surroundings {
    /// The value of an environment variable; `nil` where it is not set.
    package var variable: (String) -> String?
    /// Reads a file of at most this many bytes.
    package var read: (_ path: String, _ limit: ByteCount) -> FileReading

    package init(variable: @escaping (String) -> String?, read: @escaping (_ path: String, _ limit: ByteCount) -> FileReading) {
        self.variable = variable
        self.read = read
    }
}

/// What came of reading a file.
package enum FileReading: Sendable {
    /// - Parameters:
    ///   - othersMayRead: whether the file's permissions let every user of the machine read it.
    ///   - groupMayRead: the same of its group's.
    ///   - othersMayWrite: whether they let every user of the machine change it.
    ///   - weaknesses: how someone else could change it, or put another one in its place, nevertheless.
    case contents([UInt8], othersMayRead: Bool, groupMayRead: Bool = false, othersMayWrite: Bool = false, weaknesses: [FileWeakness] = [])
    case missing
    /// More than was asked for.
    case tooLarge
    /// - Parameter reason: The system's, such as "permission denied".
    case unreadable(reason: String)
}

/// Who else may read or change a file.
package struct FileExposure: Equatable, Sendable {
    /// Its group or every user.
    package var isReadable: Bool
    /// Every user.
    package var isWritable: Bool

    package static let none = FileExposure(isReadable: false, isWritable: false)

    package init(isReadable: Bool, isWritable: Bool) {
        self.isReadable = isReadable
        self.isWritable = isWritable
    }
}

/// A configuration file's text, or the one problem that stands before all others.
struct FileText {
    var text: String
    var exposure: FileExposure

    static func read(_ path: String, in surroundings: Surroundings) -> Result<FileText, ConfigurationReport> {
        let limit = ConfigurationLimits.fileBytes
        switch surroundings.read(path, limit) {
        case .contents(let bytes, let othersMayRead, let groupMayRead, let othersMayWrite, _):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return failure(path, "is no UTF-8 text", wayOut: "a configuration is a YAML file")
            }
            return .success(
                FileText(text: text, exposure: FileExposure(isReadable: othersMayRead || groupMayRead, isWritable: othersMayWrite)))
        case .missing: return failure(path, "there is no such file")
        case .tooLarge: return failure(path, "has more than the \(limit.bytes) bytes that a configuration may have")
        case .unreadable(let reason): return failure(path, "can't be read: \(reason)")
        }
    }

    private static func failure(_ path: String, _ message: String, wayOut: String? = nil) -> Result<FileText, ConfigurationReport> {
        .failure(ConfigurationReport(path: path, problems: [Problem(at: nil, "", message, wayOut: wayOut)]))
    }
}

extension ShipperConfiguration {
    /// Reads the file itself too.
    package static func load(path: String, in surroundings: Surroundings) -> Loaded<ShipperConfiguration> {
        FileText.read(path, in: surroundings).load { file in
            load(
                text: file.text, path: path, environment: surroundings.variable, readSecret: surroundings.readSecret,
                exposure: file.exposure)
        }
    }
}

extension Surroundings {
    var readSecret: (String) -> FileReading {
        { path in read(path, ConfigurationLimits.namedFileBytes) }
    }
}

extension Result where Success == FileText, Failure == ConfigurationReport {
    func load<Value>(_ read: (FileText) -> Loaded<Value>) -> Loaded<Value> {
        switch self {
        case .success(let file): read(file)
        case .failure(let report): Loaded(value: nil, report: report)
        }
    }
}
