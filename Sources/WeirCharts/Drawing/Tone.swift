/// A colour of data, by its place in the palette.
package enum Tone: String, CaseIterable, Sendable {
    case first, second, third, rest, limit

    var style: String { "fill-\(rawValue)" }
}
