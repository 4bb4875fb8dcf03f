/// What one draw of the present scenario puts on the server, beside the size of its table.
struct DrawBurden: Equatable, Sendable {
    /// Bytes of the files at the plateau (at the horizon's end where there is none), and at the most.
    var plateau: Double
    var highWater: Double
    /// Bytes an hour at the plateau; bytes a second in the busiest hour.
    var walPerHour: Double
    var peakWALPerSecond: Double
    /// In the busiest hour of the day.
    var peakRowsPerSecond: Double
}

extension [DrawBurden] {
    func percentiles(_ value: (DrawBurden) -> Double) -> Percentiles { Percentiles(of: map(value)) }
}
