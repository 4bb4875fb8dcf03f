/// How far each uncertain part of a load lies from its middle, in standard deviations.
struct LoadDeviations {
    var term: (LoadTerm) -> Double = { _ in 0 }
    var peakSessions = 0.0
    var meanDuration = 0.0
    var growth = 0.0
    var rowLength = 0.0
    /// Of rows that were counted in the table itself.
    var observed = 0.0
}

extension LoadDeviations {
    /// Numbers that a draw takes beside those of its terms.
    private enum Stream {
        static let common: UInt64 = 2000
        static let peakSessions: UInt64 = 2001
        static let meanDuration: UInt64 = 2002
        static let growth: UInt64 = 2003
        static let rowLength: UInt64 = 2004
    }

    init(_ numbers: DrawNumbers) {
        let common = numbers.gaussian(Stream.common)
        let (shared, own) = (LoadUncertainty.commonVariance.squareRoot(), (1 - LoadUncertainty.commonVariance).squareRoot())
        self.init(
            term: { shared * common + own * numbers.gaussian($0.stream) }, peakSessions: numbers.gaussian(Stream.peakSessions),
            meanDuration: numbers.gaussian(Stream.meanDuration), growth: numbers.gaussian(Stream.growth),
            rowLength: numbers.gaussian(Stream.rowLength), observed: common)
    }
}
