import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("what to do about one file")
struct TailStateTests {
    private let quiet = Duration.seconds(2)

    private func status(_ size: UInt64, modified: Int64 = 0) -> FileStatus {
        FileStatus(kind: .file, device: 1, inode: 1, size: size, modified: modified)
    }

    private func second(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

    private func read(_ count: Int, place: TailState.Place = .newest) -> TailState {
        var state = TailState(identity: FileIdentity(device: 1, inode: 1), size: 0, place: place)
        #expect(state.look(status(UInt64(count)), now: second(0), quietTime: quiet) == (count > 0 ? .read : .verify))
        state.matched(.empty, at: status(UInt64(count)))
        if count > 0 { state.advance(by: count) }
        return state
    }

    @Test("a file at its end has nothing; one that changed without growing is verified; a grown one is read; a shorter one starts over")
    func newest() {
        var state = read(10)
        #expect(state.look(status(10), now: second(9), quietTime: quiet) == .nothing)
        #expect(state.look(status(10, modified: 1), now: second(9), quietTime: quiet) == .verify)
        #expect(state.look(status(11, modified: 1), now: second(9), quietTime: quiet) == .read)
        #expect(state.look(status(9, modified: 1), now: second(9), quietTime: quiet) == .startOver)
    }

    @Test("a half line waits while its file is the newest, however long, and ends at the end of a run of once")
    func halfLineOfTheNewest() {
        var state = read(10)
        #expect(state.look(status(13), now: second(1), quietTime: quiet) == .read)
        state.matched(.empty, at: status(13))
        state.sawHalfLine(of: 3)
        #expect(state.look(status(13), now: second(10_000), quietTime: quiet) == .wait)
        #expect(state.look(status(13), now: second(10_000), quietTime: quiet, isEnding: true) == .finishLine)
        #expect(state.look(status(14), now: second(10_000), quietTime: quiet) == .read)
    }

    @Test("a half line of a rotated file ends once that was quiet since then", arguments: [TailState.Place.rotated, .gone])
    func halfLineOfARotated(place: TailState.Place) {
        var state = read(10)
        _ = state.look(status(13), now: second(1), quietTime: quiet)
        state.matched(.empty, at: status(13))
        state.sawHalfLine(of: 3)
        state.stand(place)
        #expect(state.look(status(13), now: second(100), quietTime: quiet) == .wait)
        #expect(state.look(status(13), now: second(101), quietTime: quiet) == .wait)
        #expect(state.look(status(13), now: second(102), quietTime: quiet) == .finishLine)
    }

    @Test("a rotated file is released once it was quiet, the newest never")
    func release() {
        var state = read(10)
        #expect(state.look(status(10), now: second(100), quietTime: quiet) == .nothing)
        state.stand(.rotated)
        #expect(state.look(status(10), now: second(101), quietTime: quiet) == .nothing)
        #expect(state.look(status(10), now: second(103), quietTime: quiet) == .release)
    }

    @Test("a clock that is set back makes nothing quiet before its time")
    func clockSetBack() {
        var state = read(10)
        state.stand(.rotated)
        #expect(state.look(status(10), now: second(5000), quietTime: quiet) == .nothing)
        #expect(state.look(status(10), now: second(10), quietTime: quiet) == .nothing)
        #expect(state.look(status(10), now: second(11), quietTime: quiet) == .nothing)
        #expect(state.look(status(10), now: second(12), quietTime: quiet) == .release)
    }
}

@Suite("which file is which, from scan to scan")
struct RotationTrackerTests {
    private let family = FileFamily(directory: "/log", base: "a.log")

    private func sighting(_ inode: UInt64, _ rank: FileRank, in other: FileFamily? = nil) -> FileSighting {
        let name = if case .numbered(let number) = rank { "a.log.\(number)" } else { "a.log" }
        let status = FileStatus(kind: .file, device: 1, inode: inode, size: 1, modified: 0)
        return FileSighting(family: other ?? family, rank: rank, name: name, status: status)
    }

    private func tracker(following inodes: UInt64...) -> RotationTracker {
        var tracker = RotationTracker(absentDirectoryTime: .seconds(60))
        for inode in inodes { tracker.follow(TailID(Int(inode)), FileIdentity(device: 1, inode: inode), family) }
        return tracker
    }

    private func observe(
        _ tracker: inout RotationTracker, _ sightings: [FileSighting], at seconds: Int64 = 0, isListed: Bool = true
    ) -> [RotationTracker.Finding] {
        tracker.observe(sightings, listed: isListed ? ["/log"] : [], now: Timestamp(microseconds: seconds * 1_000_000))
    }

    @Test("a renamed file is the same, and the new one under its name is new")
    func rename() {
        var tracker = tracker(following: 1)
        let sightings = [sighting(2, .base), sighting(1, .numbered(1))]
        #expect(observe(&tracker, sightings) == [.seen(TailID(1), sightings[1]), .appeared(sightings[0])])
    }

    @Test("a file seen under two names during a rename is where it was seen last; a way through another log's name doesn't count")
    func seenTwice() {
        var tracker = tracker(following: 1)
        let elsewhere = sighting(1, .base, in: FileFamily(directory: "/other", base: "a.log"))
        let sightings = [sighting(1, .base), sighting(1, .numbered(1)), elsewhere]
        #expect(observe(&tracker, sightings) == [.seen(TailID(1), sightings[1])])
    }

    @Test("a file is gone when two scans in a row missed it")
    func vanishing() {
        var tracker = tracker(following: 1)
        #expect(observe(&tracker, []) == [.missing(TailID(1))])
        #expect(observe(&tracker, [sighting(1, .base)]) == [.seen(TailID(1), sighting(1, .base))])
        #expect(observe(&tracker, []) == [.missing(TailID(1))])
        #expect(observe(&tracker, []) == [.vanished(TailID(1))])
    }

    @Test("where the directory can't be listed, a file is missing until the time for that is over")
    func absentDirectory() {
        var tracker = tracker(following: 1)
        for second in 0..<60 { #expect(observe(&tracker, [], at: Int64(second), isListed: false) == [.missing(TailID(1))]) }
        #expect(observe(&tracker, [], at: 60, isListed: false) == [.vanished(TailID(1))])
    }

    @Test("a window in which nothing known is left has passed; one known file in it shows that none was missed")
    func passedWindow() {
        var one = tracker(following: 1)
        #expect(observe(&one, [sighting(3, .base), sighting(2, .numbered(1))]).contains(.windowPassed(family)))
        var two = tracker(following: 1, 2)
        #expect(!observe(&two, [sighting(3, .base), sighting(2, .numbered(1))]).contains(.windowPassed(family)))
        var three = tracker(following: 1)
        #expect(!observe(&three, [sighting(2, .base)]).contains(.windowPassed(family)))
    }

    @Test("an identity is the tail's that took it last")
    func takenOver() {
        var tracker = tracker(following: 1)
        tracker.follow(TailID(9), FileIdentity(device: 1, inode: 1), family)
        #expect(observe(&tracker, [sighting(1, .base)]) == [.missing(TailID(1)), .seen(TailID(9), sighting(1, .base))])
        tracker.forget(TailID(9))
        #expect(observe(&tracker, [sighting(1, .base)]) == [.vanished(TailID(1)), .appeared(sighting(1, .base))])
    }

    @Test("a log's files keep their order; one without a name goes before what is younger")
    func order() {
        let ids = { (numbers: [Int]) in numbers.map { TailID($0) } }
        #expect(FamilyOrder.merge([], named: ids([3, 2, 1]), unnamed: []) == ids([3, 2, 1]))
        #expect(FamilyOrder.merge(ids([3, 2, 1]), named: ids([2, 1, 9]), unnamed: [TailID(3)]) == ids([3, 2, 1, 9]))
        #expect(FamilyOrder.merge(ids([3, 2, 1]), named: ids([3, 2, 9]), unnamed: [TailID(1)]) == ids([3, 2, 1, 9]))
        #expect(FamilyOrder.merge(ids([3, 2, 1]), named: ids([8, 9]), unnamed: Set(ids([1, 2, 3]))) == ids([3, 2, 1, 8, 9]))
        #expect(FamilyOrder.merge(ids([3, 2, 1]), named: ids([1]), unnamed: [TailID(2)]) == ids([2, 1]))
    }
}

@Suite("finding files again")
struct AdoptionTests {
    private let long = [UInt8](repeating: 7, count: 1024)

    private func seeker(_ id: Int, inode: UInt64, offset: UInt64, of head: [UInt8]) -> Adoption.Seeker {
        Adoption.Seeker(
            id: TailID(id), identity: FileIdentity(device: 1, inode: inode), fingerprint: head.withUnsafeBytes { Fingerprint(of: $0) },
            offset: offset)
    }

    private func candidate(inode: UInt64, size: UInt64, _ head: [UInt8]) -> Adoption.Candidate {
        Adoption.Candidate(identity: FileIdentity(device: 1, inode: inode), size: size, head: head)
    }

    @Test("the same inode with the same beginning is the file, however short the beginning")
    func sameIdentity() {
        let short = Array(long.prefix(3))
        let seekers = [seeker(1, inode: 5, offset: 3, of: short)]
        #expect(Adoption.match(seekers, [candidate(inode: 5, size: 3, short)]) == [TailID(1): 0])
        #expect(Adoption.match(seekers, [candidate(inode: 6, size: 3, short)]).isEmpty)
        #expect(Adoption.match(seekers, [candidate(inode: 5, size: 3, [7, 7, 8])]).isEmpty)
    }

    @Test("another inode needs a convincing beginning and all that was read")
    func otherIdentity() {
        let seekers = [seeker(1, inode: 5, offset: 2000, of: long)]
        #expect(Adoption.match(seekers, [candidate(inode: 6, size: 2000, long)]) == [TailID(1): 0])
        #expect(Adoption.match(seekers, [candidate(inode: 6, size: 1999, long)]).isEmpty)
        let head = Array(long.prefix(255))
        #expect(Adoption.match([seeker(1, inode: 5, offset: 9, of: head)], [candidate(inode: 6, size: 2000, long)]).isEmpty)
    }

    @Test("the same inode goes first, and no file is given twice")
    func priorities() {
        let seekers = [seeker(1, inode: 5, offset: 1, of: long), seeker(2, inode: 6, offset: 1, of: long)]
        let candidates = [candidate(inode: 6, size: 2000, long), candidate(inode: 7, size: 2000, long)]
        #expect(Adoption.match(seekers, candidates) == [TailID(2): 0, TailID(1): 1])
        #expect(Adoption.match(seekers, [candidates[0]]) == [TailID(2): 0])
    }
}

@Suite("notices wait in a bounded box")
struct NoticeBoxTests {
    @Test("what is beyond the bound is counted")
    func bound() {
        var box = NoticeBox()
        for _ in 0..<NoticeBox.capacity + 5 { box.raise(.warning, "m") }
        let notices = box.take()
        #expect(notices.count == NoticeBox.capacity + 1)
        #expect(notices.last?.details["count"] == "5")
        #expect(box.take().isEmpty)
    }
}
