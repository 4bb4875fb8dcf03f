import Foundation
import WeirRecords

/// How quantities are printed: binary prefixes for memory and disk, thin grouping for counts.
extension ByteCount {
    /// `812 B`, `1.4 MiB`, `37 GiB`: two or three digits and a binary prefix.
    package var text: String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var value = Double(bytes)
        var unit = 0
        while abs(value) >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : "\(decimal(value)) \(units[unit])"
    }
}

extension BinaryInteger {
    /// Digits in groups of three: `300,000`.
    package var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return self < 0 ? "-" + text : text
    }

    /// `1 segment`, `3,000 segments`.
    /// `1 record was`, `1,234 records were`.
    package func counted(_ noun: String, _ singular: String, _ plural: String) -> String {
        "\(counted(noun)) \(self == 1 ? singular : plural)"
    }

    package func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(grouped) \(noun)s" }
}

extension Duration {
    /// `350 ms`, `12.4 s`, `4 min`, `7 h`, `12 d`: one unit, as a reader would say it.
    package var text: String {
        let seconds = Double(components.seconds) + Double(components.attoseconds) * 1e-18
        switch abs(seconds) {
        case ..<1: return "\(Int((seconds * 1000).rounded())) ms"
        case ..<120: return "\(decimal(seconds)) s"
        case ..<7200: return "\(decimal(seconds / 60)) min"
        case ..<172_800: return "\(decimal(seconds / 3600)) h"
        default: return "\(decimal(seconds / 86400)) d"
        }
    }
}

/// One decimal below ten, none from there on.
package func decimal(_ value: Double) -> String {
    String(format: abs(value) < 9.95 ? "%.1f" : "%.0f", value)
}
