package import ArgumentParser

/// `weir spool`: what is kept on this machine between sources and sinks.
package struct SpoolCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "spool", abstract: "Looks into a spool: is it sound, what waits in it, what was given up, and sends that again.",
        discussion: """
            A spool is given by its shipper's configuration, or by its directory. `list`, `show` and `dead list|show` only read, also \
            beside a running shipper.

            Example:
              weir spool list /var/lib/weir
            """,
        subcommands: [SpoolCheckCommand.self, SpoolListCommand.self, SpoolShowCommand.self, SpoolDeadCommand.self])

    package init() {}
}

/// `weir spool dead`: records that a sink refused for good.
struct SpoolDeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead", abstract: "Records that a sink refused for good: why, and back on their way or out of the way.",
        discussion: """
            A dead letter is kept with its reason and the endpoint's answer until it is delivered after all, or dropped by hand. They \
            share 1 GiB; a shipper warns at 80 % of it, and a sink that finds no room holds rather than lose anything.

            Example:
              weir spool dead list weir.yaml --sink lake
            """,
        subcommands: [
            SpoolDeadListCommand.self, SpoolDeadShowCommand.self, SpoolDeadReplayCommand.self, SpoolDeadDropCommand.self,
        ])
}
