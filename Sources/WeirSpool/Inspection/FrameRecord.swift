package import WeirRecords

/// One record of a frame with all that is known of it.
package struct FrameRecord: Equatable, Sendable {
    package var number: RecordNumber
    package var eventID: Digest128
    package var time: Timestamp
    package var host: String
    package var application: String
    package var level: Level
    package var category: Category
    package var source: String
    package var origin: String
    package var flags: RecordFlags
    package var bytes: [UInt8]
}

extension Frame {
    /// - Parameter installation: the spool's, which ids are made with.
    package func record(at index: Int, installation: Digest128) -> FrameRecord {
        let entry = entries[index]
        let stream = streams[Int(entry.stream)].descriptor
        let key = meter.keys[Int(entry.meterKey)]
        let number = recordNumber(at: index)
        let id =
            stream.kind == .file
            ? EventID.file(installation: installation, stream: stream, offset: entry.streamOffset)
            : EventID.network(installation: installation, recordNumber: number.value)
        return FrameRecord(
            number: number, eventID: id, time: entry.eventTime, host: key.host, application: key.application, level: key.level,
            category: key.category, source: stream.source, origin: stream.origin, flags: entry.flags, bytes: [UInt8](bytes(of: entry)))
    }
}
