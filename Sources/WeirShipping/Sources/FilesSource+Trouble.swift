internal import WeirRecords
internal import WeirSystem

/// What is said of a file whose content or whose reading is out of the ordinary.
extension FilesSource {
    mutating func fail(_ tail: inout FileTail, _ error: SystemError, _ now: Timestamp) {
        if tail.failedAt == nil {
            let message = once ? "a file can't be read; it is left out" : "a file can't be read; it is tried again"
            notices.raise(once ? .alert : .warning, message, error.details(["source": name, "path": tail.path]))
        }
        tail.failedAt = now
        drop(&tail)
        tail.isDue = true
        if once { tail.goal = nil }
    }

    /// Says once a file what its content is like.
    mutating func tell(of tail: inout FileTail) {
        if tail.newHoles {
            tail.newHoles = false
            raiseLoss(.damaged, of: tail.path, since: tail.seenSameAt, bytes: nil)
        }
        if tail.holeBytes > 0, !tail.toldHoles {
            tail.toldHoles = true
            notices.raise(
                .warning, "a file holds NUL bytes, as a truncation under its writer or a loss of power leaves them; they are passed over",
                ["source": name, "path": tail.path, "bytes": String(tail.holeBytes), "offset": String(tail.state.offset)])
        }
        if tail.hasChangedEncoding {
            tail.hasChangedEncoding = false
            notices.raise(
                .alert, "a file in UTF-16 is gone on with in UTF-8; it is read as that from there",
                ["source": name, "path": tail.path, "offset": String(tail.state.offset), "way_out": "have one program write it"])
        }
        if tail.cutRecords > 0, !tail.toldCuts {
            tail.toldCuts = true
            notices.raise(
                .warning, "a line is over the limit or was cut off; it is shipped in parts, each of them marked",
                ["source": name, "path": tail.path, "limit": String(settings.limits.lineBytes.bytes), "offset": String(tail.state.offset)])
        }
    }

    /// The file can't be read as text, so nothing of it could be redacted.
    mutating func refuse(_ tail: inout FileTail, _ encoding: String) {
        reader.counters.lostFiles += 1
        raiseLoss(.undecodable, of: tail.path, since: scannedAt, bytes: nil)
        notices.raise(
            .alert, "a file is text of an encoding that is not read; nothing of it is shipped: convert it to UTF-8, or exclude it",
            ["source": name, "path": tail.path, "encoding": encoding])
        tail.phase = .refused
        drop(&tail)
    }
}
