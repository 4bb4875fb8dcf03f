internal import Glibc

/// How long the pauses between a log's records are: counts and sums by powers of two, which add up in any order.
package struct Pauses: Equatable, Sendable {
    private static let buckets = 64
    private var counts = [UInt64](repeating: 0, count: buckets)
    /// Microseconds.
    private var sums = [Double](repeating: 0, count: buckets)

    /// - Parameter microseconds: over 0.
    @inline(__always)
    mutating func add(_ microseconds: Int64) {
        let bucket = 63 - microseconds.leadingZeroBitCount
        counts[bucket] &+= 1
        sums[bucket] += Double(microseconds)
    }

    mutating func merge(_ other: Pauses) {
        for bucket in counts.indices {
            counts[bucket] &+= other.counts[bucket]
            sums[bucket] += other.sums[bucket]
        }
    }

    package mutating func remove(_ microseconds: Int64) {
        guard microseconds > 0 else { return }
        let bucket = 63 - microseconds.leadingZeroBitCount
        guard counts[bucket] > 0 else { return }
        counts[bucket] -= 1
        sums[bucket] = max(0, sums[bucket] - Double(microseconds))
    }

    /// Pauses that are far longer than chance makes them where records come evenly: what lies between bursts.
    ///
    /// Of n records that come by chance the longest pause is about ln n times the mean one; ten times that is no chance.
    package func breaks(records: UInt64, span: Double) -> (count: UInt64, seconds: Double) {
        var (count, seconds) = (UInt64(0), 0.0)
        for bucket in counts.indices.reversed() where counts[bucket] > 0 {
            let rest = span - seconds - sums[bucket] / 1e6
            let others = Double(records) - Double(count) - Double(counts[bucket])
            // What lies between bursts is rarer than what lies within them.
            guard others > Double(count) + Double(counts[bucket]) else { break }
            let mean = max(rest / others, 1e-6)
            guard sums[bucket] / 1e6 / Double(counts[bucket]) > 10 * max(1, log(others)) * mean else { break }
            count &+= counts[bucket]
            seconds += sums[bucket] / 1e6
        }
        return (count, seconds)
    }
}
