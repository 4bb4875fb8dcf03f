internal import WeirRecords
package import WeirSystem

/// A look at a spool's segments from outside, while a shipper may be at work on them: only reads.
package enum SpoolInspection {
    /// Records that lie in the segments and that the state has not counted yet, for each configured sink.
    ///
    /// A shipper that runs counts them within a tenth of a second; one that was killed leaves them for its next start. What is
    /// torn at the end is not counted: the next start cuts it off.
    ///
    /// - Parameter minutes: of event time; others are left out.
    package static func uncounted(
        in directory: String, fileSystem: any FileSystem, state: StateStore, minutes: ClosedRange<Int64> = .all
    ) throws(SpoolError) -> [String: UInt64] {
        let folded: [String: RecordNumber]
        do throws(StateError) { folded = try state.folded() } catch {
            throw SpoolError(.inputOutput, error.message, wayOut: error.wayOut)
        }
        if minutes != .all {
            let view = try SpoolView.open(directory, fileSystem: fileSystem)
            return folded.mapValues { view.records(from: $0, in: minutes) }
        }
        let end: RecordNumber
        do throws(SystemError) { end = try recordsEnd(in: directory, fileSystem) } catch { throw .inputOutput(error) }
        return folded.mapValues { end.records(since: $0) }
    }

    /// The number after the last sound frame of the newest segment.
    private static func recordsEnd(in directory: String, _ fileSystem: any FileSystem) throws(SystemError) -> RecordNumber {
        let folder = SegmentName.folder(in: directory)
        guard try fileSystem.status(of: folder) != nil else { return .first }
        guard let newest = try fileSystem.names(in: folder).compactMap(SegmentName.firstRecord).max() else { return .first }
        let path = FilePath.join(folder, SegmentName.name(of: newest))
        let scan = SegmentScan.of(path, records: newest..<RecordNumber(.max), whole: false, fileSystem)
        return scan.frames.last?.header.records.upperBound ?? newest
    }
}
