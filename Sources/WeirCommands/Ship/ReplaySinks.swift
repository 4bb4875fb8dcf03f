import Synchronization
import WeirConfiguration
import WeirRedaction
import WeirShipping
import WeirSystem

/// Makes the sinks that dead letters are sent again with, by the configuration that is in force.
final class ReplaySinks: Sendable {
    private let configuration: Mutex<ShipperConfiguration>
    private let clock = HostClock()

    init(_ configuration: ShipperConfiguration) { self.configuration = Mutex(configuration) }

    /// After a reload: letters that are on their way go on with the sink that they have, later ones with the new one.
    func take(_ configuration: ShipperConfiguration) { self.configuration.withLock { $0 = configuration } }

    /// `nil` where the configuration has no such sink.
    ///
    /// - Throws: where its rules or its files of TLS can't be used (any more).
    func make(_ name: String) throws -> SinkAssembly? {
        let present = configuration.withLock { $0 }
        guard let sink = present.sinks.first(where: { $0.name == name }) else { return nil }
        return try SinkAssembly(sink, answerRules: RedactionRules(present.redaction.answerRules), clock: clock)
    }
}
