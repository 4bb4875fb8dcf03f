import WeirRecords

extension ScalarReader where Value == String {
    /// A glob, with relative ones resolved against the file's directory and doubled slashes taken out.
    static func glob(_ context: ReadingContext) -> Self {
        Self("a path or a glob such as /var/log/app/*.log") { text throws(Refusal) in
            let whole = context.resolved(try ScalarReader.text(limit: ConfigurationLimits.globCharacters).parse(text))
            let path = whole.split(separator: "/").filter { $0 != "." }
            let joined = (whole.hasPrefix("/") ? "/" : "") + path.joined(separator: "/")
            guard !path.isEmpty, !text.hasSuffix("/") else { throw Refusal("is a directory", wayOut: "add `/*.log`") }
            do throws(GlobError) { return try Glob(joined).pattern } catch { throw Refusal("is no pattern: \(printable(error.message))") }
        }
    }
}
