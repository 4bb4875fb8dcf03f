/// What is the same for every sink, whatever it speaks.
package struct SinkStageSettings: Sendable {
    package var batch = BatchSettings()
    package var route = Route.everything
    /// Until a blocking call must be back, where nothing else bounds it.
    package var timeout = Duration.seconds(30)
    /// What all sinks of its host share; nil where it has none.
    package var budget: HostBudget?

    package init() {}
}
