import WeirRecords

extension ScalarReader where Value == String {
    /// A glob; one without a slash is a name in whatever directory, wherever the file itself stands.
    static func globOrName(_ context: ReadingContext) -> Self {
        let path = glob(context)
        return Self(path.expected) { text throws(Refusal) in
            guard !text.isEmpty, !text.contains("/") else { return try path.parse(text) }
            let name = try ScalarReader.text(limit: ConfigurationLimits.globCharacters).parse(text)
            do throws(GlobError) { return try Glob(name).pattern } catch { throw Refusal("is no pattern: \(printable(error.message))") }
        }
    }

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
