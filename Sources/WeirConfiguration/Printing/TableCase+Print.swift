import WeirPlanner

extension TableCaseFile {
    /// The file with every default filled in, as YAML; the sample stays where it is.
    package var printed: String {
        let table: [(CaseTableKey, PrintedValue?)] = [
            (.columns, .list(plan.columns.map(\.printed))),
            (.indexes, plan.indexes.isEmpty ? nil : .list(plan.indexes.map(\.printed))),
            (.fillfactor, .number(plan.storage.fillfactor)), (.unlogged, .flag(plan.storage.isUnlogged)),
        ]
        let rows: [(RowsKey, PrintedValue?)] = [
            (.sample, .text(samplePath)), (.alwaysNull, alwaysNull.isEmpty ? nil : .texts(alwaysNull)),
        ]
        let entries: [(TableCaseKey, PrintedValue?)] = [
            (.server, plan.server.printed), (.table, .mapping(table)), (.rows, .mapping(rows)), (.load, plan.load.printed),
            (.retention, plan.retention.printed),
            (.autovacuum, plan.vacuum.printed), (.checkpoints, plan.checkpoints?.printed), (.partitions, plan.partitions?.printed),
            (.events, plan.events.isEmpty ? nil : .list(plan.events.map(\.printed))),
            (.start, plan.startRows > 0 ? .mapping([(StartKey.rows, .number(plan.startRows))]) : nil),
            (.disk, plan.disk.map { .bytes($0) }), (.hours, .number(plan.hours)),
        ]
        return PrintedValue.mapping(entries).document
    }
}

extension TableCase.Server {
    fileprivate var printed: PrintedValue {
        let entries: [(CaseServerKey, PrintedValue?)] = [
            (.version, .number(version)), (.dataChecksums, .flag(dataChecksums)), (.walCompression, .text(walCompression.rawValue)),
        ]
        return .mapping(entries)
    }
}

extension TableCase.Load {
    fileprivate var printed: PrintedValue {
        let entries: [(LoadKey, PrintedValue?)] = [
            (.rowsPerHour, .number(rowsPerHour)), (.debugShare, debugShare.map { .number($0) }),
            (.hourlyFactors, hourlyFactors.isEmpty ? nil : .list(hourlyFactors.map { .number($0) })),
            (.rowsPerCommit, rowsPerCommit.map { .number($0) }), (.inserters, .number(inserters)), (.lateRows, .number(lateRows)),
            (.late, late?.printed), (.updatesPerRow, updates?.printed),
        ]
        return .mapping(entries)
    }
}

extension TableCase.Late {
    fileprivate var printed: PrintedValue {
        let by = Duration.seconds(Int64((byHours * 3600).rounded()))
        return .mapping([(LateKey.share, PrintedValue.number(share)), (.by, .duration(by))])
    }
}

extension TableCase.Updates {
    fileprivate var printed: PrintedValue {
        .mapping([(UpdatesKey.count, PrintedValue.number(count)), (.columns, .texts(columns))])
    }
}

extension TableCase.Retention {
    fileprivate var printed: PrintedValue {
        let every = cleanupsPerHour > 1 ? "\(3600 / cleanupsPerHour)s" : "\(cleanupEveryHours)h"
        let entries: [(CaseRetentionKey, PrintedValue?)] = [
            (.standard, standard.printed), (.debug, debug?.printed), (.cleanupEvery, .text(every)),
            (.cleanupRows, cleanupRows.map { .number($0) }),
        ]
        return .mapping(entries)
    }
}

extension TableCase.Limit {
    fileprivate var printed: PrintedValue {
        switch self {
        case .hours(let hours): .duration(.seconds(Int64((hours * 3600).rounded())))
        case .rows(let rows): .text("\(rows) rows")
        case .forever: .text("forever")
        }
    }
}

extension VacuumSettings {
    /// What a vacuum costs only where it has a clock to cost time by.
    fileprivate var printed: PrintedValue {
        let hasClock = naptimeSeconds != nil
        let delay = Duration.nanoseconds(Int64((costDelayMilliseconds * 1e6).rounded()))
        let entries: [(AutovacuumKey, PrintedValue?)] = [
            (.enabled, .flag(isEnabled)), (.deadScale, .number(deadScale)), (.insertScale, .number(insertScale)),
            (.deadThreshold, .number(deadThreshold)), (.insertThreshold, .number(insertThreshold)),
            (.naptime, naptimeSeconds.map { .duration(.nanoseconds(Int64(($0 * 1e9).rounded()))) }),
            (.costDelay, hasClock ? .duration(delay) : nil), (.costLimit, hasClock ? .number(costLimit) : nil),
        ]
        return .mapping(entries)
    }
}

extension TableCase.Checkpoints {
    fileprivate var printed: PrintedValue {
        if let spacing {
            return .mapping([(CheckpointsKey.every, PrintedValue.duration(.seconds(Int64((spacing * 3600).rounded()))))])
        }
        let moments = (beforeCleanup ? [CheckpointMoment.beforeCleanup] : []) + (afterCleanup ? [.afterCleanup] : [])
        let entries: [(CheckpointsKey, PrintedValue?)] = [
            (.every, .text("\(everyHours)h")), (.when, .texts(moments.map(\.rawValue))),
        ]
        return .mapping(entries)
    }
}

extension TableCase.Partitions {
    fileprivate var printed: PrintedValue {
        let entries: [(PartitionsKey, PrintedValue?)] = [(.by, .text(PartitionSpan.day.rawValue)), (.drop, .flag(drop))]
        return .mapping(entries)
    }
}

extension TableCase.Event {
    fileprivate var printed: PrintedValue {
        func entries(_ kind: EventKind, _ values: [(EventKey, PrintedValue?)]) -> PrintedValue {
            .mapping([(.kind, .text(kind.rawValue))] + values)
        }
        func at(_ hour: Int) -> PrintedValue { .text("\(hour)h") }
        return switch self {
        case .cleanupFails(let from, let to): entries(.cleanupFails, [(.from, at(from)), (.to, at(to))])
        case .transactionHeld(let from, let to): entries(.transactionHeld, [(.from, at(from)), (.to, at(to))])
        case .autovacuumOff(let from, let to): entries(.autovacuumOff, [(.from, at(from)), (.to, at(to))])
        case .truncate(let hour, let every): entries(.truncate, [(.at, at(hour)), (.every, every.map(at))])
        case .vacuumFull(let hour): entries(.vacuumFull, [(.at, at(hour))])
        case .reindex(let hour): entries(.reindex, [(.at, at(hour))])
        case .retentionChange(let hour, let standard, let debug):
            entries(.retentionChange, [(.at, at(hour)), (.standard, standard.printed), (.debug, debug?.printed)])
        }
    }
}
