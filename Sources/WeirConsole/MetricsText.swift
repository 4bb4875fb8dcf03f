/// Prometheus' text exposition format, version 0.0.4.
enum MetricsText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Each name comes once, with all its samples: a scraper refuses a name that comes again.
    static func render(_ metrics: [Metric]) -> String {
        var byName: [String: Metric] = [:]
        var names: [String] = []
        for metric in metrics {
            if byName[metric.name] == nil { names.append(metric.name) }
            byName[metric.name, default: Metric(metric.name, metric.kind, help: metric.help, samples: [])].samples += metric.samples
        }
        return names.compactMap { byName[$0] }.map(render).joined()
    }

    private static func render(_ metric: Metric) -> String {
        let name = name(metric.name, alsoColon: true)
        let head = "# HELP \(name) \(escaped(metric.help, alsoQuote: false))\n# TYPE \(name) \(metric.kind.rawValue)\n"
        return head + metric.samples.map { "\(name)\(labels($0.labels)) \(number($0.value))\n" }.joined()
    }

    private static func labels(_ labels: [Metric.Label]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { "\(name($0.name, alsoColon: false))=\"\(escaped($0.value, alsoQuote: true))\"" }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    /// What a name may not hold becomes `_`.
    private static func name(_ text: String, alsoColon: Bool) -> String {
        let characters = text.unicodeScalars.map { scalar -> Character in
            let isAllowed = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_")
            return isAllowed || (alsoColon && scalar == ":") ? Character(scalar) : "_"
        }
        guard let first = characters.first else { return "_" }
        return (first.isNumber ? "_" : "") + String(characters)
    }

    private static func escaped(_ text: String, alsoQuote: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where alsoQuote: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Whole numbers without a point, the rest as short as they can be read back.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }
}
