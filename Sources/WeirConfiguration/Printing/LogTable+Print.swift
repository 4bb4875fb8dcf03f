import WeirPlanner

extension LogTable.Column {
    var printed: PrintedValue {
        let entries: [(ColumnKey, PrintedValue?)] = [
            (.name, .text(name)), (.type, .text(type.rawValue + (length.map { "(\($0))" } ?? ""))), (.nullable, .flag(nullable)),
        ]
        return .mapping(entries)
    }
}

extension LogTable.Index {
    var printed: PrintedValue {
        let columns = columns.map { name -> PrintedValue in
            guard descending.contains(name) else { return .text(name) }
            return .mapping([(IndexColumnKey.name, .text(name)), (.descending, .flag(true))])
        }
        let entries: [(IndexKey, PrintedValue?)] = [
            (.columns, .list(columns)), (.primary, .flag(primary)), (.include, included.isEmpty ? nil : .texts(included)),
            (.condition, condition?.printed), (.method, method == .btree ? nil : .text(method.rawValue)),
        ]
        return .mapping(entries)
    }
}

extension LogTable.Index.Condition {
    fileprivate var printed: PrintedValue {
        .mapping([(IndexConditionKey.column, PrintedValue.text(column)), (.values, .texts(values))])
    }
}
