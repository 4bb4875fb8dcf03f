extension Double {
    /// Rounded to three digits and grouped: what a note says.
    var roundedText: String {
        guard isFinite else { return "\(self)" }
        guard magnitude < 9.995e14 else { return "\((self / 1e12).rounded()) × 10¹²" }
        guard magnitude >= 99.5 else { return magnitude < 9.95 ? "\((self * 10).rounded() / 10)" : "\(Int64(rounded()))" }
        return Self.grouped(Int64(rounded()))
    }

    private static func grouped(_ value: Int64) -> String {
        var (digits, text) = (Array(String(value.magnitude)), "")
        while digits.count > 3 {
            text = "," + String(digits.suffix(3)) + text
            digits.removeLast(3)
        }
        return (value < 0 ? "-" : "") + String(digits) + text
    }

    /// A factor: `1.15`.
    var factorText: String { "\((self * 100).rounded() / 100)" }

    /// Hours as a person would say them: `15 min`, `26 h`.
    var hoursText: String { self < 1.5 ? "\((self * 60).roundedText) min" : "\(roundedText) h" }

    /// A size in bytes, with a decimal prefix.
    var bytesText: String {
        let units: [(Double, String)] = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")]
        for (unit, name) in units where magnitude >= unit { return "\((self / unit * 10).rounded() / 10) \(name)" }
        return "\(roundedText) bytes"
    }
}
