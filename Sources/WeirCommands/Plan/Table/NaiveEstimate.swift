import WeirPlanner
import WeirRecords

/// The estimate that most people make: live rows times the length of a row.
enum NaiveEstimate {
    static func make(_ plan: TableCase, live: Double, total: Double) throws(CommandFailure) -> TableSummary.Naive {
        let layout: TableLayout
        do {
            layout = try TableLayout(columns: plan.columns, indexes: plan.indexes, sample: plan.sample)
        } catch {
            throw CommandFailure(.configuration, error.message, wayOut: error.wayOut)
        }
        let kept = keptRows(plan)
        let all = kept.standard + kept.debug
        let bytes = layout.tupleBytes
        let mean = all > 0 ? (kept.standard * bytes.standard + kept.debug * bytes.debug) / all : bytes.standard
        return TableSummary.Naive(tupleBytes: mean, bytes: live * mean, error: total > 0 ? live * mean / total - 1 : nil)
    }

    /// Rows of each class that the retention leaves: their proportion is what counts.
    private static func keptRows(_ plan: TableCase) -> PerClass<Double> {
        let debugRows = Double(plan.sample.rows.count { $0.retentionClass == .debug })
        let share = plan.load.debugShare ?? debugRows / Double(max(1, plan.sample.rows.count))
        func kept(_ share: Double, _ limit: TableCase.Limit) -> Double {
            let all = share * plan.load.rowsPerHour * Double(plan.hours)
            switch limit {
            case .hours(let age): return min(all, share * plan.load.rowsPerHour * age)
            case .rows(let count): return min(all, Double(count))
            case .forever: return all
            }
        }
        guard let debug = plan.retention.debug else { return PerClass(standard: 1 - share, debug: share) }
        return PerClass(standard: kept(1 - share, plan.retention.standard), debug: kept(share, debug))
    }
}
