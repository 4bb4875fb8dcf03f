import TestSupport
import WeirRecords
import WeirSystem

@testable import WeirSpool

/// Changes frames of a segment and puts their checksums right again, as damage never does and a hostile hand may.
struct FrameForge {
    /// A frame's bytes in its file.
    struct Place: Equatable {
        var offset: Int
        var header: FrameHeader
    }

    /// Where a header's fields lie.
    enum Field {
        static let firstRecord = 16
        static let mark = 24
        static let recordCount = 36
        static let meterChecksum = 52
        static let checksum = 60
    }

    /// The frames of a segment, one behind the other.
    static func frames(of bytes: [UInt8]) -> [Place] {
        var places: [Place] = []
        var offset = 0
        while let header = try? bytes[offset...].withUnsafeBytes({ bytes throws(FrameError) in try FrameHeader(decoding: bytes) }) {
            places.append(Place(offset: offset, header: header))
            offset += header.frameBytes
        }
        return places
    }

    /// Changes one frame's bytes; `body` gets all of them, and the header as it was.
    static func change(_ place: Place, in bytes: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
        let range = place.offset..<(place.offset + place.header.frameBytes)
        var frame = Array(bytes[range])
        body(&frame)
        repair(&frame, place.header)
        bytes.replaceSubrange(range, with: frame)
    }

    /// - Parameter header: tells where the meter lies.
    static func repair(_ frame: inout [UInt8], _ header: FrameHeader) {
        set(&frame, Field.meterChecksum, checksum(frame[header.meterRange]))
        set(&frame, Field.checksum, checksum(frame[..<Field.checksum]))
        let end = frame.count - FrameHeader.checksumBytes
        set(&frame, end, checksum(frame[..<end]))
    }

    static func set(_ bytes: inout [UInt8], _ offset: Int, _ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.replaceSubrange(offset..<(offset + $0.count), with: $0) }
    }

    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.withUnsafeBytes { CRC32C.checksum($0) } }

    /// Makes a frame another one, in a way that the seed picks.
    static func spoil(_ frame: inout [UInt8], _ header: FrameHeader, _ random: inout SeededRandom) {
        let extremes: [UInt64] = [0, 1, 2, 1 << 31, 1 << 32, 1 << 61, 1 << 62, 1 << 63, .max - 1, .max]
        let number = random.chance(0.5) ? extremes[random.number(in: 0..<extremes.count)] : random.next()
        switch random.number(in: 0..<7) {
        case 0: set(&frame, Field.firstRecord, number)
        case 1: set(&frame, Field.mark, number)
        case 2: set(&frame, [6, 32, 36, 40, 44, 48, 56][random.number(in: 0..<7)], UInt8(truncatingIfNeeded: number))
        case 3: spoilMeterRow(&frame, header, number, &random)
        case 4: spoilByte(&frame, in: header.entriesRange, &random)
        case 5: spoilByte(&frame, in: header.streamsRange, &random)
        default: spoilByte(&frame, in: header.meterRange.lowerBound..<header.redactionsRange.upperBound, &random)
        }
    }

    private static func spoilMeterRow(_ frame: inout [UInt8], _ header: FrameHeader, _ number: UInt64, _ random: inout SeededRandom) {
        guard header.meterRange.count > MeterCoding.rowBytes else { return }
        let row = header.meterRange.upperBound - MeterCoding.rowBytes
        set(&frame, row + [2, 10, 18][random.number(in: 0..<3)], number)
    }

    private static func spoilByte(_ frame: inout [UInt8], in range: Range<Int>, _ random: inout SeededRandom) {
        guard !range.isEmpty else { return }
        frame[random.number(in: range)] = random.chance(0.3) ? 0xFF : UInt8.random(in: 0...255, using: &random)
    }
}
