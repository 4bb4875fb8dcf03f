import Glibc
import TestSupport
import Testing
import WeirSystem

@Suite("A watch on directories")
struct FileWatchTests {
    private let files = HostFileSystem()
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func path(_ name: String) -> String { FilePath.join(directory.path, name) }
    private func make(_ name: String) throws { try files.open(path(name), .create).close() }

    private func opener(_ wanted: @escaping @Sendable (String) -> Bool = { _ in true }) -> FileOpener {
        { [files] name in
            guard wanted(name.name) else { return nil }
            do throws(SystemError) {
                let file = try files.open(FilePath.join(name.directory, name.name), links: .trusted)
                return .file(file, try file.status())
            } catch {
                return error.isMissing ? .gone : .notOpened
            }
        }
    }

    /// What was told until there is one that ends it.
    private func events(of watch: HostFileWatch, until isLast: (String) -> Bool) -> [String] {
        watch.catchUp()
        let told = watch.take().map(text)
        guard let last = told.firstIndex(where: isLast) else {
            Issue.record("nothing more was told after \(told)")
            return told
        }
        return Array(told[...last])
    }

    private func text(_ event: FileEvent) -> String {
        switch event {
        case .appeared(let name, .file, let move): "\(name.name) opened\(move == 0 ? "" : ", moved")"
        case .appeared(let name, .gone, _): "\(name.name) gone"
        case .appeared(let name, .notOpened, _): "\(name.name) not opened"
        case .left(let name, let move): "\(name.name) left\(move == 0 ? "" : ", moved")"
        case .directoriesChanged: "directories"
        case .folderAppeared(let name, _): "folder \(name.name)"
        case .folderLeft(let name, _): "folder left \(name.name)"
        case .overflow: "overflow"
        case .grew(let number): "\(number) grew"
        case .growthOverflow: "growth overflow"
        }
    }

    @Test("a file is opened as its name appears, and can be read after its name is gone again")
    func opens() throws {
        let watch = try HostFileWatch(opener { $0 != "marker" })
        try watch.watch(directory.path)
        let written = try files.open(path("a.log"), .create)
        try Array("short life".utf8).withUnsafeBytes { try written.write([$0], at: 0) }
        watch.catchUp()
        var opened: (any File)?
        for case .appeared(_, .file(let file, _), _) in watch.take() { opened = file }
        try files.remove(path("a.log"))
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = try bytes.withUnsafeMutableBytes { try #require(opened).read(into: $0, at: 0) }
        #expect(String(decoding: bytes[..<count], as: UTF8.self) == "short life")
        #expect(events(of: watch) { $0 == "a.log left" } == ["a.log left"])
    }

    @Test("moves are told with both their ends, names that nobody wants not at all")
    func moves() throws {
        let watch = try HostFileWatch(opener { $0.hasSuffix(".log") || $0 == "caf\\xE9" })
        try watch.watch(directory.path)
        try make("other")
        try make("a.log")
        try files.rename(path("a.log"), to: path("b.log"))
        try make("caf\\xE9")
        let told = events(of: watch) { $0.hasPrefix("caf") }
        #expect(
            told.filter { !$0.hasPrefix("a.log ") || $0.contains("left") } == [
                "a.log left, moved", "b.log opened, moved", "caf\\xE9 opened",
            ])
    }

    @Test("directories that come and go are told of, and what is watched no more is not")
    func directories() throws {
        let watch = try HostFileWatch(opener())
        try watch.watch(directory.path)
        try files.createDirectory(path("sub"))
        #expect(events(of: watch) { $0 == "folder sub" } == ["folder sub"])
        try watch.watch(path("sub"))
        try watch.watch(path("sub"))
        watch.keep([path("sub")])
        try make("a.log")
        try make("sub/b.log")
        #expect(events(of: watch) { $0.hasPrefix("b.log") } == ["b.log opened"])
    }

    @Test("a path that leads to another directory by now is watched there")
    func movedLink() throws {
        try files.createDirectory(path("one"))
        try files.createDirectory(path("two"))
        let watch = try HostFileWatch(opener())
        #expect(symlink(path("one"), path("current")) == 0)
        try watch.watch(path("current"))
        try files.remove(path("current"))
        #expect(symlink(path("two"), path("current")) == 0)
        try watch.watch(path("current"))
        try make("one/old.log")
        try make("two/new.log")
        #expect(events(of: watch) { $0.hasPrefix("new") } == ["new.log opened"])
    }

    private func append(_ name: String) throws {
        let file = try files.open(path(name), .write)
        defer { file.close() }
        let size = try file.status().size
        try Array("line\n".utf8).withUnsafeBytes { try file.write([$0], at: size) }
    }

    @Test("growth that is awaited is told once, by the number asked for last, and again when it is asked for again")
    func growth() throws {
        let watch = try HostFileWatch(opener())
        for name in ["a", "b"] { try make(name) }
        #expect(watch.awaitGrowth(of: path("a"), as: 1))
        #expect(watch.awaitGrowth(of: path("b"), as: 2))
        #expect(watch.awaitGrowth(of: path("a"), as: 3))
        #expect(watch.take().isEmpty)
        for _ in 0..<3 { try append("a") }
        #expect(watch.take().map(text) == ["3 grew"])
        try append("a")
        #expect(watch.take().isEmpty)
        #expect(watch.awaitGrowth(of: path("a"), as: 4))
        try files.rename(path("b"), to: path("b.1"))
        try append("b.1")
        try append("a")
        #expect(watch.take().map(text) == ["2 grew", "4 grew"])
    }

    @Test("of a file that is gone nothing is told, and one that is not there can't be awaited")
    func goneGrowth() throws {
        let watch = try HostFileWatch(opener())
        try make("a")
        #expect(watch.awaitGrowth(of: path("a"), as: 1))
        try files.remove(path("a"))
        #expect(watch.take().isEmpty)
        #expect(!watch.awaitGrowth(of: path("a"), as: 2))
        try make("a")
        #expect(watch.awaitGrowth(of: path("a"), as: 3))
        try append("a")
        #expect(watch.take().map(text) == ["3 grew"])
    }

    @Test("what is no directory can't be watched, and says so")
    func refused() throws {
        let watch = try HostFileWatch(opener())
        #expect(throws: SystemError.self) { try watch.watch(path("nowhere")) }
    }

    @Test("events that nobody takes are bounded, and what is beyond the bound is an overflow")
    func bound() throws {
        let asked = Monitor(0)
        let watch = try HostFileWatch(keeping: 10) { _ in
            asked.change { $0 += 1 }
            return .notOpened
        }
        try watch.watch(directory.path)
        for number in 0..<20 { try make("\(number)") }
        watch.catchUp()
        let told = watch.take().map(text)
        #expect(told == (0..<10).map { "\($0) not opened" } + ["overflow"])
        #expect(asked.change { $0 } == 10, "what can't be told is not opened: nobody would give its descriptor back")
        try make("later")
        watch.catchUp()
        #expect(watch.take().map(text) == ["later not opened"])
    }
}

@Suite("The limit of open files")
struct OpenFileLimitTests {
    @Test("is raised to what the system allows this process")
    func raised() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #expect(OpenFileLimit.raise() == Int(clamping: limit.rlim_max))
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #expect(limit.rlim_cur == limit.rlim_max)
    }
}
