import Testing
import WeirRecords
import WeirShipping

@Suite("many logs at rest that grow")
struct GrowthTests {
    let files = MemoryFiles.withLogs()
    let watch = TestWatch()

    /// A thousand logs, read to their ends and awaited.
    private func shipper(limits: (inout FilesLimits) -> Void = { _ in }) throws -> Shipper {
        for number in 0..<1000 { files.append("line \(number)\n", to: "/log/\(number).log") }
        var shipper = try Shipper(files, watch: watch, limits: limits)
        shipper.settle()
        rest(&shipper)
        shipper.lines = []
        return shipper
    }

    /// Half a minute with nothing going on.
    private func rest(_ shipper: inout Shipper) {
        for _ in 0..<300 {
            shipper.pass(.milliseconds(100))
            while shipper.step() == .filled {}
        }
    }

    private func grow(_ path: String, _ text: String) {
        files.append(text + "\n", to: path)
        watch.grow(path)
    }

    @Test("any of them is read in the next step, whether it is held open or not", arguments: [4000, 8])
    func atOnce(openFiles: Int) throws {
        var shipper = try shipper { $0.openFiles = openFiles }
        #expect(watch.awaited.count == 1000)
        for number in stride(from: 0, to: 1000, by: 37) {
            grow("/log/\(number).log", "more of \(number)")
            shipper.pass(.milliseconds(100))
            while shipper.step() == .filled {}
            #expect(shipper.texts == ["more of \(number)"])
            shipper.lines = []
        }
    }

    @Test("one that is busy is not awaited, and told of again once it rests")
    func busy() throws {
        var shipper = try shipper()
        for round in 0..<50 {
            grow("/log/7.log", "\(round)")
            shipper.pass(.milliseconds(100))
            while shipper.step() == .filled {}
            #expect(shipper.lines.count == round + 1)
            #expect(!watch.awaited.contains("/log/7.log"))
        }
        shipper.pass(Agenda.restlessTime)
        while shipper.step() == .filled {}
        #expect(watch.awaited.contains("/log/7.log"))
        shipper.pass(Agenda.warmTime)
        grow("/log/7.log", "later")
        shipper.step()
        #expect(shipper.texts.last == "later")
    }

    @Test("what grows between the last look and the watch is found by the look that follows")
    func between() throws {
        var shipper = try shipper()
        grow("/log/7.log", "one")
        shipper.step()
        // Nobody tells of this one: it is not awaited.
        grow("/log/7.log", "two")
        shipper.pass(Agenda.restlessTime)
        while shipper.step() == .filled {}
        #expect(shipper.texts == ["one", "two"] && watch.awaited.contains("/log/7.log"))
    }

    @Test("after a rotation it is the new file that is awaited")
    func rotation() throws {
        var shipper = try shipper()
        files.rotate("/log/7.log", kept: 3)
        watch.leave("7.log", move: 5)
        watch.appear("7.log.1", move: 5)
        grow("/log/7.log", "young")
        watch.appear("7.log")
        rest(&shipper)
        #expect(shipper.texts == ["young"])
        grow("/log/7.log", "younger")
        shipper.step()
        #expect(shipper.texts == ["young", "younger"])
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("where more grow than can be told of, all are looked at once and awaited again")
    func overflow() throws {
        var shipper = try shipper()
        for number in [3, 400, 999] { files.append("more\n", to: "/log/\(number).log") }
        watch.loseGrowth()
        shipper.pass(.milliseconds(100))
        while shipper.step() == .filled {}
        #expect(shipper.texts == ["more", "more", "more"])
        #expect(watch.awaited.count == 1000)
        #expect(shipper.losses.isEmpty && shipper.notices.isEmpty)
    }

    @Test("where there can be no more watches the others keep their turns")
    func refused() throws {
        watch.grantAwaiting(100)
        var shipper = try shipper()
        #expect(watch.awaited.count == 100)
        for number in [3, 400, 999] { grow("/log/\(number).log", "more") }
        rest(&shipper)
        #expect(shipper.texts == ["more", "more", "more"])
    }

    @Test("few logs are all looked at in each step, and not awaited")
    func few() throws {
        for number in 0..<Agenda.alwaysLooked { files.append("line\n", to: "/log/\(number).log") }
        var shipper = try Shipper(files, watch: watch)
        shipper.settle()
        rest(&shipper)
        #expect(watch.awaited.isEmpty)
    }
}
