import Synchronization
import WeirConfiguration
import WeirShipping

/// The replays of dead letters beside a shipper, which follow its sinks through a reload.
final class ReplaySlot: Sendable {
    private let make: @Sendable (ShipperConfiguration) throws -> ReplayService
    private let present: Mutex<ReplayService>

    init(_ configuration: ShipperConfiguration, make: @escaping @Sendable (ShipperConfiguration) throws -> ReplayService) throws {
        self.make = make
        present = Mutex(try make(configuration))
    }

    var service: ReplayService { present.withLock { $0 } }

    /// What was not settled is found again in the state, and sent by the new configuration's sinks.
    func restart(_ configuration: ShipperConfiguration) throws {
        service.end()
        let next = try make(configuration)
        present.withLock { $0 = next }
    }
}
