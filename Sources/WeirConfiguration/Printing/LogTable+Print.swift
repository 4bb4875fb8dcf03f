import WeirPlanner

extension LogTable.Column {
    var printed: PrintedValue {
        let entries: [(ColumnKey, PrintedValue?)] = [
            (.name, .text(name)), (.type, .text(type.rawValue)), (.nullable, .flag(nullable)),
        ]
        return .mapping(entries)
    }
}

extension LogTable.Index {
    var printed: PrintedValue {
        let entries: [(IndexKey, PrintedValue?)] = [(.columns, .texts(columns)), (.primary, .flag(primary))]
        return .mapping(entries)
    }
}
