/// The log of which a compressed file's name says that it was rotated, where the date or the number stands before the suffix, as logback,
/// log4j2 and winston put it: `app-2026-11-29.log.gz`, `app.2026-11-29.3.log.gz`, `app-11-29-2026-1.log.gz` and `app.3.log.gz` are of `app.log`.
///
/// A plain file of such a name may just as well be written under it from the first line on: it is a log of its own.
struct ArchiveName: Equatable {
    private static let separators: Set<Character> = ["-", "_", "."]
    /// Digits that a number behind a date is filled up to, so that their order is that of the numbers.
    private static let paddedDigits = 6

    private(set) var base: String
    private(set) var rank: FileRank

    /// - Returns: `nil` where it is not compressed, or has neither date nor number there.
    init?(_ name: String) {
        let parsed = FileName(name)
        guard parsed.isCompressed, parsed.rank == .base, let dot = parsed.base.lastIndex(of: "."), dot > parsed.base.startIndex else {
            return nil
        }
        let suffix = parsed.base[dot...]
        let (stem, groups) = Self.split(parsed.base[..<dot])
        guard !stem.allSatisfy(Self.isDigit), let found = Self.rank(groups) else { return nil }
        base = found.before.reduce(stem) { $0 + $1.text } + suffix
        rank = found.rank
    }

    /// A separator and the digits behind it.
    private struct Group {
        var separator: Character
        var digits: Substring
        var text: String { String(separator) + digits }
    }

    /// What stands before the groups of digits at the end, and those.
    private static func split(_ text: Substring) -> (stem: String, groups: [Group]) {
        var (rest, groups) = (text, [Group]())
        while let index = rest.lastIndex(where: { !isDigit($0) }), separators.contains(rest[index]) {
            let digits = rest[rest.index(after: index)...]
            guard !digits.isEmpty else { break }
            groups.insert(Group(separator: rest[index], digits: digits), at: 0)
            rest = rest[..<index]
        }
        return (String(rest), groups)
    }

    /// The groups before the date, which belong to the log's name, and what the date and the number behind it say.
    private static func rank(_ groups: [Group]) -> (before: [Group], rank: FileRank)? {
        for index in groups.indices {
            guard let (date, count) = date(groups[index...].map(\.digits)) else { continue }
            let numbers = groups[(index + count)...].map {
                String(repeating: "0", count: max(0, paddedDigits - $0.digits.count)) + $0.digits
            }
            return (Array(groups[..<index]), .dated(([date] + numbers).joined(separator: ".")))
        }
        guard let last = groups.last, last.digits.count <= FileName.maximumNumberDigits, let number = Int(last.digits) else { return nil }
        return (Array(groups.dropLast()), .numbered(number))
    }

    /// The date with which the digits begin, the year first, and how many groups it takes.
    private static func date(_ groups: [Substring]) -> (date: String, count: Int)? {
        guard let first = groups.first else { return nil }
        if first.count >= FileName.minimumDateDigits, isYear(first.prefix(4)) { return (String(first), 1) }
        guard groups.count > 1, groups[1].count == 2 else { return nil }
        if isYear(first), groups.count > 2, groups[2].count == 2 { return ("\(first)-\(groups[1])-\(groups[2])", 3) }
        if isYear(first) { return ("\(first)-\(groups[1])", 2) }
        guard first.count == 2, groups.count > 2, isYear(groups[2]) else { return nil }
        return ("\(groups[2])-\(first)-\(groups[1])", 3)
    }

    private static func isYear(_ digits: Substring) -> Bool { digits.count == 4 && (digits.hasPrefix("19") || digits.hasPrefix("20")) }
    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}

extension FileRank {
    /// Of a compressed file among the files of a log; `nil` where its name says that it is none of them.
    package init?(ofCompressed name: String, in family: FileFamily) {
        let parsed = FileName(name)
        if parsed.base == family.base {
            self = parsed.rank
        } else if let archive = ArchiveName(name), archive.base == family.base {
            self = archive.rank
        } else {
            return nil
        }
    }
}

extension FileFamily {
    /// The logs of which a compressed file may be, by its path: as the rotated names of plain files go, and as archives are called.
    package static func ofCompressed(_ path: String) -> [FileFamily] {
        let own = FileFamily(of: path)
        guard let archive = ArchiveName(name(in: path)) else { return [own] }
        return [own, FileFamily(directory: own.directory, base: archive.base)]
    }
}
