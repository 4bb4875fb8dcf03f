import ArgumentParser

/// `--format` where bytes as they came are one of the answers.
enum RecordFormatChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
    case raw
}
