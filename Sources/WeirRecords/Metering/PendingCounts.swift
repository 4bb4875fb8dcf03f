/// What records of one stream weigh that the meter was not told yet, by the index of their key in the stream's cache: plain values,
/// so that a record costs an addition and no look at its key's names.
struct PendingCounts: Sendable {
    private struct Sum: BitwiseCopyable {
        var span: Int64
        var first: Timestamp
        var last: Timestamp
        var weight: MeterWeight

        var isEmpty: Bool { weight.records == 0 }

        static let empty = Sum(span: 0, first: Timestamp(microseconds: 0), last: Timestamp(microseconds: 0), weight: .zero)
    }

    private var sums: [Sum] = []
    /// Parallel to `sums`.
    private var keys: [MeterKey] = []
    /// How often the cache had been reset when the indices were made.
    private var resets = 0

    /// Adds one record; what must make room for it goes into the meter.
    @inline(__always)
    mutating func add(_ weight: MeterWeight, at time: Timestamp, key: Int, of cache: KeyCache, to meter: inout Meter) {
        let span = meter.span.number(of: time)
        if key >= sums.count || resets != cache.resets || sums[key].span != span || sums[key].isEmpty {
            begin(span, at: time, key: key, of: cache, in: &meter)
        }
        sums[key].weight.add(weight)
        sums[key].first = min(sums[key].first, time)
        sums[key].last = max(sums[key].last, time)
    }

    private mutating func begin(_ span: Int64, at time: Timestamp, key: Int, of cache: KeyCache, in meter: inout Meter) {
        if resets != cache.resets { flush(to: &meter) }
        resets = cache.resets
        for index in sums.count..<max(sums.count, key + 1) {
            sums.append(.empty)
            keys.append(cache.key(index))
        }
        tell(key, &meter)
        sums[key] = Sum(span: span, first: time, last: time, weight: .zero)
    }

    /// Tells the meter all that it was not told yet.
    mutating func flush(to meter: inout Meter) {
        for key in sums.indices { tell(key, &meter) }
        sums.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
    }

    private func tell(_ key: Int, _ meter: inout Meter) {
        let sum = sums[key]
        guard !sum.isEmpty else { return }
        meter.add(sum.weight, of: keys[key], at: sum.first...sum.last)
    }
}
