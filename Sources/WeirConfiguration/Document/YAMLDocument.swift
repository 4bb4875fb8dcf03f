import WeirRecords
import Yams

/// The only file that knows the YAML library: text in, a tree or problems out.
struct YAMLDocument {
    private let text: String
    private let findings: Findings
    private let variable: (String) -> String?

    /// - Parameter variable: The value of an environment variable, `nil` where it is not set.
    init(text: String, findings: Findings, variable: @escaping (String) -> String?) {
        self.text = text
        self.findings = findings
        self.variable = variable
    }

    /// `nil` where the text is no YAML document or an empty one, or is beyond a limit; the findings say which.
    func parse() -> ConfigurationNode? {
        guard isWithinLimits() else { return nil }
        var masked = text
        for attempt in 0...ConfigurationLimits.duplicateKeys {
            do {
                return try tree(of: masked)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard let next = DuplicateKey(keys.first, context.mark).masked(in: masked, attempt: attempt) else {
                    report(duplicates: keys, context.mark)
                    return nil
                }
                masked = next
            } catch {
                findings.add(YAMLFailure.problem(for: error))
                return nil
            }
        }
        findings.error(at: nil, "", "more than \(ConfigurationLimits.duplicateKeys) keys stand there twice", wayOut: "keep each key once")
        return nil
    }

    private func isWithinLimits() -> Bool {
        let limit = ConfigurationLimits.fileBytes.bytes
        guard text.utf8.count <= limit else {
            findings.error(at: nil, "", "the file has \(text.utf8.count) bytes, more than the \(limit) that a configuration may have")
            return false
        }
        guard AliasCount.isAcceptable(text) else {
            let limit = ConfigurationLimits.aliases
            findings.error(at: nil, "", "the file has anchors and more than \(limit) aliases", wayOut: "write the values out")
            return false
        }
        return true
    }

    private func report(duplicates: [String], _ mark: Mark) {
        let names = duplicates.map { "`\(KeyText.shown($0))`" }.joined(separator: ", ")
        findings.error(at: Place(mark), "", "the same key stands here more than once: \(names)", wayOut: "keep one of them")
    }

    private func tree(of text: String) throws -> ConfigurationNode? {
        guard let root = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
            findings.error(
                at: nil, "", "the file is empty", wayOut: "`weir config check` reads deployments, shippers and tables; see samples/")
            return nil
        }
        var builder = TreeBuilder(original: self.text, findings: findings, variable: variable)
        return builder.build(root)
    }
}

extension Place {
    init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}

/// A cheap upper bound, without parsing: an alias can only begin a token.
enum AliasCount {
    static func isAcceptable(_ text: String) -> Bool {
        var anchors = 0
        var aliases = 0
        var before = UInt8(ascii: "\n")
        for byte in text.utf8 {
            if startsToken(after: before) {
                anchors += byte == UInt8(ascii: "&") ? 1 : 0
                aliases += byte == UInt8(ascii: "*") ? 1 : 0
            }
            before = byte
        }
        return anchors == 0 || aliases <= ConfigurationLimits.aliases
    }

    private static func startsToken(after byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "["), UInt8(ascii: "{"),
            UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"):
            true
        case 0x80...: true
        default: false
        }
    }
}
