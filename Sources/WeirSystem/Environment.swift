internal import CWeirSystem
import Glibc

/// What this process can know of the machine and of itself.
package enum Environment {
    /// `NI_MAXHOST`: a resolver takes no longer name.
    private static let maximumHostnameBytes = 1025

    /// The machine's name as it calls itself; `localhost` where it has none.
    package static var hostname: String {
        let name = withUnsafeTemporaryAllocation(of: CChar.self, capacity: maximumHostnameBytes) { buffer -> String? in
            buffer.initialize(repeating: 0)
            guard let start = buffer.baseAddress, gethostname(start, buffer.count - 1) == 0 else { return nil }
            return String(cString: start)
        }
        return name.flatMap { $0.isEmpty ? nil : $0 } ?? "localhost"
    }

    /// The most memory that this process ever held at once, in bytes.
    ///
    /// From `VmHWM` of `/proc/self/status`, since `getrusage` also counts what ran in this process before `exec`; from
    /// `getrusage` where `/proc` is not mounted.
    package static var peakResidentBytes: UInt64 {
        if let kibibytes = highWaterMark() { return kibibytes * 1024 }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return UInt64(clamping: usage.ru_maxrss) * 1024
    }

    /// What this process was started with, behind the program's own name.
    ///
    /// Not from `CommandLine`: it finds none where a preloaded library, such as libfaketime, has set a variable of the environment.
    package static var arguments: [String] {
        guard weir_argument_count() > 0 else { return Array(CommandLine.arguments.dropFirst()) }
        return (1..<max(1, weir_argument_count())).compactMap { weir_argument($0) }.map { String(cString: $0) }
    }

    /// Value of a variable of the environment.
    package static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    package static var processID: Int32 { getpid() }

    /// The user's number; 0 is root.
    package static var userID: UInt32 { geteuid() }

    private static func highWaterMark() -> UInt64? {
        guard let file = try? HostFileSystem().open("/proc/self/status", .read) else { return nil }
        defer { file.close() }
        let text = withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 8) { buffer -> String? in
            guard let count = try? file.read(into: buffer, at: 0) else { return nil }
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
        let line = text?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { UInt64($0) }
    }
}
