/// One log of one host, with all files that its rotation left: they are one stream of records in time.
struct LogIdentity: Hashable, Sendable {
    /// The host that the path names; empty where it names none.
    var host: String
    /// Directory and name without rotation's and compression's suffixes; of a table, its name.
    var name: String

    init(host: String, name: String) {
        self.host = host
        self.name = name
    }

    /// The same for the files of one log that have a date or a number in their names: runs of digits stand for each other.
    var family: LogIdentity {
        var text = ""
        for letter in name where !(letter.isNumber && text.last == "#") { text.append(letter.isNumber ? "#" : letter) }
        return LogIdentity(host: host, name: text)
    }

    init(_ file: LogFileName) { self.init(host: file.host ?? "", name: file.directory + file.stem) }
}
