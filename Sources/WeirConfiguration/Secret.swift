import WeirRecords

/// A secret: whoever prints, dumps, logs or encodes it gets `<redacted>`.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What every description says.
    package static let redacted = "<redacted>"

    private let text: String
    /// The file that it was read from; `nil` where it stood in the configuration itself.
    package let file: String?

    package init(_ text: String, file: String? = nil) {
        self.text = text
        self.file = file
    }

    /// Wherever they were read from.
    package static func == (left: Secret, right: Secret) -> Bool { left.text == right.text }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// The secret itself, for the one place that sends it.
    package var revealed: String { text }

    package var description: String { Self.redacted }
    package var debugDescription: String { Self.redacted }
    package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}

extension Section {
    /// Reads the secret in the file that the key names; `nil` where the key is missing or the secret can't be had, which is reported.
    func secret(_ key: Key) -> Secret? {
        let limit = ConfigurationLimits.secretBytes
        guard let (bytes, file) = contents(ofFile: key, "the secret", atMost: limit, isSecret: true) else { return nil }
        return NamedFile(context: context, place: place(key), path: path(key), holding: "the secret").token(bytes, file)
    }

    /// Reads the file that the key names, with its path; `nil` where the key is missing or the file can't be had, which is reported.
    ///
    /// - Parameters:
    ///   - holding: what belongs into it.
    ///   - limit: at most ``ConfigurationLimits/namedFileBytes``.
    func contents(ofFile key: Key, _ holding: String, atMost limit: ByteCount, isSecret: Bool) -> (bytes: [UInt8], file: String)? {
        guard let path = optional(key, .pathOfFile(holding, isSecret: isSecret)) else { return nil }
        let file = NamedFile(context: context, place: place(key), path: self.path(key), holding: holding)
        return file.contents(of: path, atMost: limit, isSecret: isSecret)
    }
}

/// A file that a key of the configuration names.
struct NamedFile {
    let context: ReadingContext
    let place: Place
    let path: ValuePath
    /// What belongs into it.
    let holding: String

    /// Of UTF-8: some editors begin a file with it.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// `nil` where the file can't be had, which is reported.
    func contents(of name: String, atMost limit: ByteCount, isSecret: Bool) -> (bytes: [UInt8], file: String)? {
        let file = context.resolved(name)
        switch context.readSecret(file) {
        case .contents(let bytes, let othersMayRead, let groupMayRead, let othersMayWrite, let weaknesses) where bytes.count <= limit.bytes:
            guard !isSecret || !othersMayWrite else {
                error("every user of this machine may change \(quoted(file))", wayOut: "chmod 600 it, and write \(holding) again")
                return nil
            }
            if isSecret, othersMayRead || groupMayRead {
                warning("\(othersMayRead ? "every user of this machine" : "its group") may read \(quoted(file))", wayOut: "chmod 600 it")
            }
            // Also of certificates: whoever may change those that are trusted is sent the secrets.
            if othersMayWrite { warning("every user of this machine may change \(quoted(file))", wayOut: "chmod go-w it") }
            for weakness in weaknesses { warning(weakness.message(quoted(file)), wayOut: weakness.wayOut) }
            return (bytes, file)
        case .missing:
            if isSecret { return refuse(name, "names no file") }
            error("there is no file \(quoted(file))", wayOut: "write \(holding) there")
        case .contents, .tooLarge:
            error("\(quoted(file)) has more than the \(limit.bytes) bytes that \(holding) may have")
        case .unreadable(let reason) where isSecret: return refuse(name, "names no file that can be read (\(reason))")
        case .unreadable(let reason):
            error("can't read \(quoted(file)): \(reason)", wayOut: "let the shipper's user read it")
        }
        return nil
    }

    /// Without what stands there: it may be the secret itself, pasted where the name of its file belongs.
    private func refuse(_ name: String, _ what: String) -> (bytes: [UInt8], file: String)? {
        error(
            "\(what); its \(name.count) characters are not shown, since they may be \(holding) itself",
            wayOut: "write \(holding) into a file that the shipper's user alone may read (chmod 600), and the path of that file here")
        return nil
    }

    private func error(_ message: String, wayOut: String? = nil) {
        context.findings.error(at: place, path.text, message, wayOut: wayOut)
    }

    private func warning(_ message: String, wayOut: String) {
        context.findings.warning(at: place, path.text, message, wayOut: wayOut)
    }

    /// What stands behind `Bearer` in a header (RFC 6750): visible ASCII without spaces.
    func token(_ bytes: [UInt8], _ file: String) -> Secret? {
        guard let secret = oneLine(bytes, file) else { return nil }
        let words = secret.revealed.split(separator: " ")
        guard words.count == 1 else {
            let isBearer = words.first?.lowercased() == "bearer"
            error(
                "\(quoted(file)) holds \(isBearer ? "the word `Bearer` before the token" : "spaces, and a token has none")",
                wayOut: isBearer
                    ? "take it out: it is set when the token is sent"
                    : "write the token alone; a sink takes another scheme than Bearer from `header_files: {Authorization: FILE}`")
            return nil
        }
        guard secret.revealed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            error("\(quoted(file)) must hold visible ASCII", wayOut: "write the token again, as plain text")
            return nil
        }
        return secret
    }

    /// Secrets are one line of visible text; the line's end is not part of them, and neither is a byte order mark.
    func oneLine(_ bytes: [UInt8], _ file: String) -> Secret? {
        let bytes = bytes.starts(with: Self.byteOrderMark) ? Array(bytes.dropFirst(Self.byteOrderMark.count)) : bytes
        let text = String(validating: bytes, as: UTF8.self)?.trimmingWhitespace()
        guard let text, text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            error("\(quoted(file)) does not hold one line of text")
            return nil
        }
        guard !text.isEmpty else {
            error("\(quoted(file)) is empty", wayOut: "write the secret into it")
            return nil
        }
        return Secret(text, file: file)
    }
}

extension ScalarReader where Value == String {
    /// A path that is no path may be a secret: it is not quoted.
    static func pathOfFile(_ holding: String, isSecret: Bool) -> Self {
        var reader = ScalarReader.text("the path of a file that holds \(holding)")
        reader.isSecret = isSecret
        return reader
    }
}

extension String {
    fileprivate func trimmingWhitespace() -> String {
        let start = drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
