/// The two classes that the platform keeps for different times. The raw values are part of the frame format.
package enum RetentionClass: UInt8, CaseIterable, Sendable, BitwiseCopyable, Codable {
    case standard = 0
    case debug = 1

    package init(of level: Level) { self = level <= .debug ? .debug : .standard }
}
