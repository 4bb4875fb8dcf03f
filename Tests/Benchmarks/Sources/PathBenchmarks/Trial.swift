import Foundation

/// One contender's way through the file once.
struct Trial {
    /// From the contender's start to the last byte at the receiver, in seconds.
    var seconds: Double
    var costs: Child.End
    /// Seconds of the processor that the receiver took: on two cores they limit everyone.
    var receiver: Double
    /// Records that came more than once.
    var duplicates: Int
    var bytes: Int

    var megabytesPerSecond: Double { Double(bytes) / seconds / 1e6 }
    /// Of the processor, for 10⁹ bytes of lines.
    var secondsPerGigabyte: Double { (costs.user + costs.system) / Double(bytes) * 1e9 }

    var text: String {
        String(
            format: "%6.1f MB/s, %5.2f CPU s/GB (%.2f user, %.2f system), %4d MB; receiver %.2f CPU s/GB%@", megabytesPerSecond,
            secondsPerGigabyte, costs.user / Double(bytes) * 1e9, costs.system / Double(bytes) * 1e9, costs.peakBytes / 1_000_000,
            receiver / Double(bytes) * 1e9, duplicates > 0 ? ", \(duplicates) duplicates" : "")
    }

    static func run(_ contender: Contender, _ logs: LogSet, _ options: Options, in folder: String) throws -> Trial {
        let own = folder + "/trial"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: own) }
        let receiver = try Receiver(contender.path == .http ? .http : .syslog, expecting: logs.records, options, in: own)
        let command = try contender.command(Contender.Site(folder: own, logs: logs, address: receiver.address))
        sync()
        let start = Date()
        let child = try Child(command, log: own + "/contender.log")
        let received = receiver.child.wait()
        if !command.endsByItself { child.terminate() }
        let costs = child.wait()
        guard received.status == 0, costs.status == 0 || !command.endsByItself else {
            throw BenchmarkFailure("\(contender.name): \(said(in: own))")
        }
        let (report, last) = try receiver.report()
        return Trial(
            seconds: last.timeIntervalSince(start), costs: costs, receiver: received.user + received.system,
            duplicates: report.duplicates, bytes: logs.bytes)
    }

    static func said(in folder: String) -> String {
        ["contender", "receiver"].compactMap { try? String(contentsOfFile: "\(folder)/\($0).log", encoding: .utf8) }.joined(separator: "\n")
    }
}
