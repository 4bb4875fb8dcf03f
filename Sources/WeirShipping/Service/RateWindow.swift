/// How fast a total has grown over the last minutes.
struct RateWindow: Equatable, Sendable {
    /// Long enough for a rotation or a batch job not to be the whole of it, short enough to be called the present.
    static let span = Duration.seconds(300)

    private struct Sample: Equatable, Sendable {
        var moment: Moment
        var total: UInt64
    }

    /// In the order of time; the first may be older than the span, as the start of it.
    private var samples: [Sample] = []

    /// At most about once a second: as many samples are kept as come in the span.
    mutating func add(_ total: UInt64, at moment: Moment) {
        samples.append(Sample(moment: moment, total: total))
        while samples.count > 2, moment.elapsed(since: samples[1].moment) >= Self.span { samples.removeFirst() }
    }

    /// Zero before there are two samples, and where the total has fallen.
    var perSecond: Double {
        guard let first = samples.first, let last = samples.last else { return 0 }
        let seconds = last.moment.elapsed(since: first.moment) / .seconds(1)
        return seconds > 0 && last.total > first.total ? Double(last.total - first.total) / seconds : 0
    }
}
