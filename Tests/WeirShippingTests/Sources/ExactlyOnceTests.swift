import Testing
import WeirRecords
import WeirShipping
import WeirSystem

/// A program that writes numbered lines into logs, half a line at a time as well, and rotates them.
private struct Writer {
    enum Rotation: CaseIterable { case rename, copyAndTruncate }

    let files: MemoryFiles
    let logs: [String]
    let rotation: Rotation
    let kept: Int
    var random: SeededRandom
    /// By log: the lines in the order in which they were begun, and whether the last has no end yet.
    var lines: [String: [String]] = [:]
    var isHalf: [String: Bool] = [:]
    var begins: [String: Bool] = [:]

    mutating func append() {
        let log = logs[Int(random.next() % UInt64(logs.count))]
        if isHalf[log] == true {
            let rest = "-\(random.next() % 1000)"
            files.append(rest + "\n", to: log)
            lines[log, default: [""]].append(lines[log, default: [""]].removeLast() + rest)
            isHalf[log] = false
            return
        }
        var text = "\(log) \(lines[log, default: []].count) " + String(repeating: "x", count: Int(random.next() % 60))
        if begins[log] != false { text += String(repeating: "b", count: 300) }
        begins[log] = false
        isHalf[log] = random.next() % 5 == 0
        lines[log, default: []].append(text)
        files.append(text + (isHalf[log] == true ? "" : "\n"), to: log)
    }

    mutating func rotate() {
        let log = logs[Int(random.next() % UInt64(logs.count))]
        guard files.contents(log)?.isEmpty == false else { return }
        if rotation == .copyAndTruncate, isHalf[log] == true { return }
        files.rotate(log, kept: kept)
        if rotation == .copyAndTruncate {
            files.move(log + ".1", log)
            files.copy(log, log + ".1")
            files.overwrite(log, with: "")
        }
        isHalf[log] = false
        begins[log] = true
    }

    /// The lines in files that are still there.
    func remaining(of log: String) -> [String] {
        (0...kept + 1).reversed().flatMap { number -> [String] in
            let text = files.contents(number == 0 ? log : "\(log).\(number)") ?? ""
            return text.split(separator: "\n").map(String.init)
        }
    }
}

@Suite("every line once")
struct FilesSourceExactlyOnceTests {
    private func run(
        seed: UInt64, _ rotation: Writer.Rotation, kept: Int, operations: Int, openFiles: Int = 256
    ) throws -> (Writer, Shipper) {
        let files = MemoryFiles()
        files.makeDirectory("/log")
        var random = SeededRandom(seed: seed)
        let logs = ["/log/a.log", "/log/b.log", "/log/c.log"]
        var writer = Writer(files: files, logs: logs, rotation: rotation, kept: kept, random: SeededRandom(seed: ~seed))
        var shipper = try Shipper(files, slabBytes: 2048) {
            $0.turnBytes = ByteCount(512)
            $0.openFiles = openFiles
        }
        for _ in 0..<operations {
            switch random.next() % 20 {
            case 0..<9: writer.append()
            case 9..<11: writer.rotate()
            case 11..<16: shipper.step()
            case 16..<18: shipper.pass(.milliseconds(700))
            case 18: shipper.source.observe(now: shipper.now)
            default:
                // A crash: what the last steps gave was not committed.
                for _ in 0..<random.next() % 3 { shipper.step(isLost: true) }
                shipper.restart()
                if random.next() % 4 == 0 { files.setDevice(random.next() % 5) }
            }
        }
        shipper.settle()
        shipper.settle()
        return (writer, shipper)
    }

    private func shipped(_ shipper: Shipper, of log: String) -> [String] { shipper.texts.filter { $0.hasPrefix(log + " ") } }

    private func written(_ writer: Writer, of log: String) -> [String] {
        (writer.lines[log] ?? []).dropLast(writer.isHalf[log] == true ? 1 : 0)
    }

    /// Where two lists part, in few words; `nil` where they don't.
    private func difference(_ left: [String], _ right: [String]) -> String? {
        guard left != right else { return nil }
        let index = zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset ?? min(left.count, right.count)
        let excerpt = { (lines: [String]) in lines.dropFirst(index).prefix(3).map { $0.prefix(14) } }
        return "at \(index) of \(left.count) and \(right.count): \(excerpt(left)) and \(excerpt(right))"
    }

    @Test("in the order of each log, over rotations by rename and crashes between slabs", arguments: 0..<30)
    func renames(seed: UInt64) throws {
        let (writer, shipper) = try run(seed: seed, .rename, kept: 100, operations: 300)
        for log in writer.logs { #expect(difference(shipped(shipper, of: log), written(writer, of: log)) == nil) }
        #expect(shipper.alerts().isEmpty)
        #expect(shipper.source.unreadBytes <= 2000)
        #expect(shipper.lines.allSatisfy { !$0.isCut })
    }

    @Test("with as few files open as can be", arguments: 0..<30)
    func fewOpenFiles(seed: UInt64) throws {
        let (writer, shipper) = try run(seed: seed, .rename, kept: 100, operations: 300, openFiles: 1)
        for log in writer.logs { #expect(difference(shipped(shipper, of: log), written(writer, of: log)) == nil) }
        #expect(shipper.alerts().isEmpty)
        #expect(writer.files.openFiles <= 1)
    }

    @Test("over rotations by copy and truncation as well, as long as the source looks in between", arguments: 0..<30)
    func copies(seed: UInt64) throws {
        let (writer, shipper) = try run(seed: seed, .copyAndTruncate, kept: 100, operations: 300)
        for log in writer.logs { #expect(difference(shipped(shipper, of: log).sorted(), written(writer, of: log).sorted()) == nil) }
        #expect(shipper.alerts().isEmpty)
    }

    @Test("nothing twice and nothing missing but what was rotated out of the window, which is raised", arguments: 0..<30)
    func smallWindow(seed: UInt64) throws {
        let (writer, shipper) = try run(seed: seed, .rename, kept: 1 + Int(seed % 3), operations: 300)
        var missing = 0
        for log in writer.logs {
            let lines = shipped(shipper, of: log)
            #expect(Set(lines).count == lines.count)
            #expect(difference(lines, written(writer, of: log).filter(Set(lines).contains)) == nil)
            let remaining = writer.remaining(of: log).filter { written(writer, of: log).contains($0) }
            #expect(Set(remaining).isSubset(of: lines))
            missing += written(writer, of: log).count - lines.count
        }
        #expect(missing == 0 || !shipper.alerts().isEmpty, "\(missing) lines are missing and nothing was said")
    }

    @Test("handles and positions of what is gone are given up")
    func nothingLeftOver() throws {
        let (writer, shipper) = try run(seed: 77, .rename, kept: 3, operations: 2000)
        #expect(shipper.live.count <= writer.logs.count * 4)
        #expect(writer.files.openFiles == shipper.source.status.openFiles)
        #expect(shipper.source.status.knownFiles <= writer.logs.count * 4)
    }
}
