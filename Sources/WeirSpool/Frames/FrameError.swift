/// Why bytes are not a frame.
package enum FrameError: Error, Equatable, Sendable {
    /// No magic number: nothing was ever written here, or something else was.
    case noMagic
    case unknownVersion(UInt16)
    case unknownKind(UInt8)
    case headerChecksum
    /// The frame is a whole one of another segment.
    case foreignSegment
    /// Records that the frame can't have where it stands: some that came before, or belong to the next segment, or far too high numbers.
    case outOfPlace
    /// Lengths that contradict each other or a limit.
    case lengths
    /// The file ends before the frame does.
    case cutShort
    case checksum
    /// A block that does not fit its own length or names what is not there.
    case block(Block)

    package enum Block: String, Sendable { case streams, entries, meter, redactions }
}

extension FrameError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noMagic: "no frame begins here"
        case .unknownVersion(let version): "frame of version \(version), which this program does not know"
        case .unknownKind(let kind): "frame of unknown kind \(kind)"
        case .headerChecksum: "the header's checksum differs"
        case .foreignSegment: "the frame belongs to another segment"
        case .outOfPlace: "the frame's record numbers don't fit its place"
        case .lengths: "the header's lengths contradict each other"
        case .cutShort: "the file ends inside the frame"
        case .checksum: "the frame's checksum differs"
        case .block(let block): "the \(block.rawValue) block contradicts itself"
        }
    }
}
