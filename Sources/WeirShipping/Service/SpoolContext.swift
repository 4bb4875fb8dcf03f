package import WeirSpool
package import WeirSystem

/// What every stage that reads the spool needs of it.
package struct SpoolContext: Sendable {
    package var spool: Spool
    package var pressure: SpoolPressure
    package var clock: any SystemClock

    package init(_ spool: Spool, pressure: SpoolPressure, clock: any SystemClock) {
        self.spool = spool
        self.pressure = pressure
        self.clock = clock
    }
}
