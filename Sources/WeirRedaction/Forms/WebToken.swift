/// JSON web tokens: `eyJ…` and up to four more parts, whole or cut.
struct WebToken {
    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    func find(around place: Int, into found: inout [Finding]) {
        let start = text.start(before: place + 1, limit: 3) {
            $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "y") || $0 == UInt8(ascii: "J")
        }
        guard start + 2 < text.count, text[start] == UInt8(ascii: "e"), text[start + 1] == UInt8(ascii: "y"),
            text[start + 2] == UInt8(ascii: "J"),
            !text.at(start - 1).isAlphanumeric
        else { return }
        var end = text.end(from: start) { $0.isTokenByte || $0 == 0x3D }
        let head = end - start
        var parts = 1
        while text.at(end) == UInt8(ascii: "."), parts < 5 {
            let next = text.end(from: end + 1) { $0.isTokenByte || $0 == 0x3D }
            guard
                next - end >= 5 || next == text.count && next > end + 1
                    || parts > 1 && (next > end + 1 || text.at(next) == UInt8(ascii: "."))
            else { break }
            end = next
            parts += 1
        }
        let range = start..<end
        guard head >= 12, range.count >= 20, !Words.arePlain(text.part(range)), parts > 1 || head >= 24 else { return }
        found.append(Finding(range, .jwt))
    }
}
