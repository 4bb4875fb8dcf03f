import Foundation
import TestSupport
import Testing

/// The real shipper, whose spool's directory others play with.
@Suite("A spool's directory", .serialized)
struct SpoolPlaceTests {
    private static func start() throws -> (receiver: Receiver, shipper: RunningShipper, directory: TemporaryDirectory) {
        let directory = try TemporaryDirectory()
        let receiver = try Receiver(
            expecting: 200, report: directory.path + "/report.json", readyFile: directory.path + "/ready.json")
        let shipper = try RunningShipper(sinks: [#"name: lake, kind: http, url: "\#(receiver.httpURL)""#], in: directory)
        try shipper.write(100)
        try shipper.waitForDelivery(at: "lake")
        return (receiver, shipper, directory)
    }

    private static func isTold(_ shipper: RunningShipper) -> Bool {
        shipper.process.wait(within: 10) { shipper.process.errors.contains("the spool's directory is gone") }
    }

    @Test("that is removed under a running shipper is told at once, and ends it with its reason")
    func removed() throws {
        let (_, shipper, directory) = try Self.start()
        try FileManager.default.removeItem(atPath: directory.path + "/spool")
        #expect(Self.isTold(shipper))
        let end = shipper.process.wait(within: 60)
        #expect(end.status == 74)
        #expect(end.errors.contains("the spool is gone under the running shipper"), "\(end.errors)")
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/spool"))
    }

    @Test("that is moved away and replaced gets nothing while another stands there, and all goes on where it is back")
    func moved() throws {
        let (receiver, shipper, directory) = try Self.start()
        let (spool, away) = (directory.path + "/spool", directory.path + "/away")
        try FileManager.default.moveItem(atPath: spool, toPath: away)
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: false)
        #expect(Self.isTold(shipper))
        try shipper.write(100)
        let log = try Data(contentsOf: URL(filePath: away + "/state.sqlite-wal"))
        #expect(shipper.process.wait(within: 5) { shipper.process.errors.contains("the state can't be written") })
        #expect(try FileManager.default.contentsOfDirectory(atPath: spool).isEmpty)
        #expect(try Data(contentsOf: URL(filePath: away + "/state.sqlite-wal")) == log)
        try FileManager.default.removeItem(atPath: spool)
        try FileManager.default.moveItem(atPath: away, toPath: spool)
        try shipper.waitForDelivery(at: "lake")
        let end = shipper.end()
        #expect(end.status == 0, "\(end.errors)")
        #expect(try receiver.report().inputs.first { $0.name == "http" }?.distinct == 200)
    }

    @Test("in a volume that others may write lies in a folder of the shipper's own, where every command finds it")
    func volume() throws {
        let directory = try TemporaryDirectory()
        let volume = directory.path + "/spool"
        try FileManager.default.createDirectory(atPath: volume, withIntermediateDirectories: false)
        #expect(chmod(volume, 0o777) == 0)
        try "one\ntwo\n".write(toFile: directory.path + "/a.log", atomically: true, encoding: .utf8)
        try """
        spool: {directory: \(volume), size: 16MiB}
        sources: [{name: app, kind: files, include: ["\(directory.path)/a.log"]}]
        sinks: [{name: lake, kind: http, url: "http://127.0.0.1:9/"}]
        """.write(toFile: directory.path + "/weir.yaml", atomically: true, encoding: .utf8)
        let shipped = try WeirBinary.run("ship", directory.path + "/weir.yaml", "--once", "--drain", "1s")
        #expect(shipped.errors.contains("others may write the directory above the spool"), "\(shipped.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: volume) == ["weir"])
        let attributes = try FileManager.default.attributesOfItem(atPath: volume + "/weir")
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        for place in [directory.path + "/weir.yaml", volume, volume + "/weir"] {
            let list = try WeirBinary.run("spool", "list", place, "--format", "json")
            #expect(list.status == 0 && list.output.contains("\"end\""), "\(list.errors)")
        }
        let check = try WeirBinary.run("spool", "check", volume)
        #expect(check.status == 0, "\(check.output)\(check.errors)")
    }

    @Test(
        "that others may write, or with a link where a part of it belongs, is refused before anything is touched",
        arguments: [
            "lock", "segments", "state.sqlite", "",
        ])
    func planted(link: String) throws {
        let directory = try TemporaryDirectory()
        let spool = directory.path + "/spool"
        try FileManager.default.createDirectory(atPath: spool + "/other", withIntermediateDirectories: true)
        if link.isEmpty {
            try Data().write(to: URL(filePath: spool + "/state.sqlite"))
            #expect(chmod(spool, 0o777) == 0)
        } else {
            try FileManager.default.createSymbolicLink(atPath: spool + "/" + link, withDestinationPath: spool + "/other")
        }
        try """
        spool: {directory: \(spool), size: 16MiB}
        sources: [{name: app, kind: files, include: ["\(directory.path)/a.log"]}]
        sinks: [{name: lake, kind: http, url: "http://127.0.0.1:9/"}]
        """.write(toFile: directory.path + "/weir.yaml", atomically: true, encoding: .utf8)
        let shipped = try WeirBinary.run("ship", directory.path + "/weir.yaml", "--once", "--drain", "1s")
        #expect(shipped.status == 74)
        #expect(shipped.errors.contains(link.isEmpty ? "chmod 0700" : "is a symbolic link"), "\(shipped.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: spool + "/other").isEmpty)
    }

    @Test("a disk that the spool filled takes records again once all is delivered")
    func filledByItself() throws {
        let disk = try SmallDisk(mebibytes: 40)
        let directory = try TemporaryDirectory()
        let port = try FreePort.find()
        let records = 260_000
        let lines = (1...records).map { #"{"name": "app", "weir_serial": \#($0), "message": "\#(String(repeating: "x", count: 90))"}"# }
        try (lines.joined(separator: "\n") + "\n").write(toFile: directory.path + "/a.log", atomically: true, encoding: .utf8)
        try """
        spool: {directory: \(disk.path)/spool, size: 256MiB}
        sources: [{name: app, kind: files, include: ["\(directory.path)/a.log"]}]
        sinks: [{name: lake, kind: http, url: "http://127.0.0.1:\(port)/"}]
        """.write(toFile: directory.path + "/weir.yaml", atomically: true, encoding: .utf8)
        let shipper = try WeirBinary.start("ship", directory.path + "/weir.yaml")
        #expect(shipper.wait(within: 60) { shipper.errors.contains("disk is full") })
        let receiver = try Receiver(
            expecting: records, report: directory.path + "/report.json", readyFile: directory.path + "/ready.json",
            http: "127.0.0.1:\(port)", hasSyslog: false)
        let report = try receiver.report(within: 180)
        #expect(report.inputs.first { $0.name == "http" }?.distinct == records)
        shipper.terminate()
        #expect(shipper.wait(within: 60).status == 0)
    }
}
