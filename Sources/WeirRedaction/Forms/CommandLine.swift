/// Passwords that programs take without a name: `mysql -p…`, `sshpass -p …`, `curl -u user:…`.
struct CommandLine {
    struct Program: Sendable {
        var name: StaticString
        /// How its name goes on where it is a command, one of them; none: however. Everyday words need some.
        var endings: [String] = []
        /// With their dashes; the value is glued to the flag, or stands behind it.
        var flags: [StaticString]
        var isGlued = true
        var isSpaced = true
        /// `user:password`: the user stays.
        var hasUser = false
    }

    static let programs: [Program] = [
        Program(name: "sshpass", flags: ["-p"]),
        Program(name: "mysql", flags: ["-p"], isSpaced: false),
        Program(name: "mariadb", flags: ["-p"], isSpaced: false),
        Program(name: "mongo", flags: ["-p"]),
        Program(name: "curl", endings: [" ", "\""], flags: ["-u", "--user", "--proxy-user", "-U", "--cert"], hasUser: true),
        Program(name: "wget", endings: [" "], flags: ["--user"], hasUser: true),
        Program(name: "http ", endings: ["-", ":", "get ", "post ", "put ", "patch ", "delete "], flags: ["-a", "--auth"], hasUser: true),
        Program(name: "redis-cli", flags: ["-a"]),
        Program(name: "ldap", flags: ["-w"]),
        Program(name: "docker login", flags: ["-p"]),
        Program(name: "podman login", flags: ["-p"]),
        Program(name: "helm registry login", flags: ["-p"]),
        Program(name: "knife bootstrap", flags: ["-P"]),
        Program(name: "winrs ", flags: ["-p:", "/p:"], isSpaced: false),
        Program(name: "etcdctl", flags: ["--user"], hasUser: true),
        Program(name: "az login", flags: ["-p"]),
        Program(name: "sqlcmd", flags: ["-P"]),
        Program(name: "bcp ", flags: ["-P"]),
        Program(name: "zip ", endings: ["-"], flags: ["-P"]),
        Program(name: "unzip ", endings: ["-"], flags: ["-P"]),
        Program(name: "7z ", flags: ["-p"], isSpaced: false),
        Program(name: "rar ", endings: ["a -", "x -", "e -"], flags: ["-p", "-hp"], isSpaced: false),
        Program(name: "unrar ", endings: ["x -", "e -"], flags: ["-p"], isSpaced: false),
        Program(name: "twine ", flags: ["-p"]),
        Program(name: "mosquitto_", flags: ["-P"]),
        Program(name: "psexec", flags: ["-p"]),
        Program(name: "ssh-keygen", flags: ["-N", "-P"]),
        Program(name: "lftp", endings: [" ", "\""], flags: ["-u"], hasUser: true),
        Program(name: "rpcclient", flags: ["-U"], hasUser: true),
        Program(name: "winexe", flags: ["-U"], hasUser: true),
        Program(name: "net ads ", flags: ["-U"], hasUser: true),
        Program(name: "kadmin", endings: [" ", ".local"], flags: ["-w"]),
        Program(name: "cqlsh", flags: ["-p"]),
        Program(name: "smbclient", flags: ["-U"], hasUser: true),
        Program(name: "useradd", flags: ["-p"]),
        Program(name: "usermod", flags: ["-p"]),
        Program(name: "ipmitool", flags: ["-P"]),
        Program(name: "snmp", endings: ["w", "g", "s", "b", "t", "-", "u", "v"], flags: ["-A", "-X", "-c", "-3m", "-3k", "-3M", "-3K"]),
        Program(name: "openssl", endings: [" "], flags: ["-k", "-K"]),
        Program(name: "influx", endings: [" -"], flags: ["-password"]),
        Program(name: "vncviewer", flags: ["-passwd"]),
        Program(name: "rabbitmqadmin", flags: ["-p"]),
        Program(name: "xfreerdp", flags: ["/p:"], isSpaced: false),
    ]

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// - Parameter start: behind the program's name.
    func find(_ program: Program, from start: Int, into found: inout [Finding]) {
        var place = start
        while let flag = nextWord(from: place), !begins(program, in: flag) {
            place = flag.upperBound
            for name in program.flags where hasExactly(name, at: flag.lowerBound) {
                guard let value = value(of: program, name.utf8CodeUnitCount, flag) else { continue }
                append(value, hasUser: program.hasUser, to: &found)
                // What names the program again is read on from there, by itself.
                if !begins(program, in: value) { place = max(place, value.upperBound) }
                break
            }
        }
    }

    /// Whether the program is named again there, which is found by itself; in quotes it is an argument.
    private func begins(_ program: Program, in word: Range<Int>) -> Bool {
        guard !text.at(word.lowerBound).isQuote else { return false }
        let length = program.name.utf8CodeUnitCount
        return word.contains { place in
            text.hasWord(program.name, at: place)
                && (program.endings.isEmpty || program.endings.contains { goesOn($0, at: place + length) })
        }
    }

    private func goesOn(_ ending: String, at place: Int) -> Bool {
        text.part(place..<min(text.count, place + ending.utf8.count)).elementsEqual(ending.utf8) { $0.lowered == $1 }
    }

    private func hasExactly(_ name: StaticString, at place: Int) -> Bool {
        guard place + name.utf8CodeUnitCount <= text.count else { return false }
        for offset in 0..<name.utf8CodeUnitCount where text[place + offset] != name.utf8Start[offset] { return false }
        return true
    }

    private func value(of program: Program, _ length: Int, _ flag: Range<Int>) -> Range<Int>? {
        let isLong = text.at(flag.lowerBound + 1) == 0x2D || length > 2 && text.at(flag.lowerBound) == 0x2D
        if flag.count > length {
            if text[flag.lowerBound + length] == UInt8(ascii: "=") { return unquoted(from: flag.lowerBound + length + 1) }
            return program.isGlued && (!isLong || !program.isSpaced) ? unquoted(from: flag.lowerBound + length) : nil
        }
        guard program.isSpaced, let next = nextWord(from: flag.upperBound), text[next.lowerBound] != 0x2D else { return nil }
        return unquoted(from: next.lowerBound)
    }

    private func unquoted(from place: Int) -> Range<Int>? {
        guard let value = ValueExtent.value(text, from: place, needsQuote: false) else { return nil }
        return value.range
    }

    private func append(_ range: Range<Int>, hasUser: Bool, to found: inout [Finding]) {
        var range = range
        if hasUser {
            let colon = text.end(from: range.lowerBound) {
                $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: ",") && !$0.isBlank
            }
            guard colon < range.upperBound, text[colon] != 0x20, !text.has("//", at: colon + 1) else { return }
            range = colon + 1..<range.upperBound
        }
        guard range.count >= ValueShape.shortest, !Placeholders.isOne(text.part(range)) else { return }
        found.append(Finding(range, .password))
    }

    /// The next word of the same command.
    private func nextWord(from place: Int) -> Range<Int>? {
        let start = text.skippingSpaces(from: place)
        guard start < text.count, start - place < 32, text[start] != UInt8(ascii: "|"), text[start] != UInt8(ascii: ";"),
            text[start] != 0x0A
        else { return nil }
        if text[start].isQuote, let value = ValueExtent.value(text, from: start, needsQuote: true) { return start..<value.end }
        let end = text.end(from: start) { !$0.isBlank }
        return start..<end
    }
}
