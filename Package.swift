// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// What a start touches counts as resident memory for ever after. Of 29 MB these save 7: relative relocations as a bitmap instead of
/// 24 bytes each, and no table of symbols for libraries that the program does not load.
let smallStart = ["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic"]

/// Everything that the loader fills in is read-only before the first line runs.
let hardened = ["-Xlinker", "-z", "-Xlinker", "relro", "-Xlinker", "-z", "-Xlinker", "now"]

let package = Package(
    name: "weir",
    products: [.executable(name: "weir", targets: ["weir"])],
    // By exact version: what else these bring along stands in Tests/TidyTests/Fixtures/dependencies.txt, which a test compares.
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    ],
    targets: [
        .systemLibrary(name: "CISAL", path: "Sources/CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CPCRE2", path: "Sources/CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", path: "Sources/CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CWeirRecords"),
        .target(name: "CPostgres"),
        .target(name: "CWeirSystem"),

        .executableTarget(name: "weir", dependencies: ["WeirCommands"], linkerSettings: [.unsafeFlags(smallStart + hardened)]),
        .target(
            name: "WeirCommands",
            dependencies: [
                "WeirCharts", "WeirCompression", "WeirConfiguration", "WeirConsole", "WeirDatabase", "WeirPlanner", "WeirProof",
                "WeirReceiver", "WeirRecords", "WeirRedaction", "WeirShipping", "WeirSpool", "WeirSystem", "WeirWorkload", argumentParser,
                logging,
            ]),
        .target(name: "WeirConfiguration", dependencies: ["WeirPlanner", "WeirRecords", "WeirRedaction", yams]),
        .target(name: "WeirRecords", dependencies: ["CWeirRecords"]),
        .target(name: "WeirRedaction", dependencies: ["CPCRE2", "WeirRecords", "WeirSystem"]),
        .target(name: "WeirPlanner", dependencies: ["WeirRecords", realModule]),
        .target(name: "WeirProof", dependencies: ["WeirPlanner", "WeirRecords"]),
        .target(name: "WeirCharts"),
        .target(name: "WeirSystem", dependencies: ["CWeirSystem"]),
        .target(name: "WeirCompression", dependencies: ["CISAL", "CZlib", "CZstd"]),
        .target(name: "WeirSpool", dependencies: ["WeirRecords", "WeirSystem", grdb]),
        .target(
            name: "WeirShipping",
            dependencies: [
                "WeirCompression", "WeirRecords", "WeirRedaction", "WeirSpool", "WeirSystem", httpClient, nio, nioHTTP, nioPosix, nioTLS,
            ]),
        .target(name: "WeirDatabase", dependencies: ["CPostgres", "WeirProof", "WeirRecords", "WeirSystem"]),
        .target(
            name: "WeirReceiver",
            dependencies: ["WeirCompression", "WeirRecords", "WeirSystem", hummingbird, nio, nioPosix]),
        .target(name: "WeirWorkload", dependencies: ["WeirPlanner", "WeirRecords", "WeirSystem"]),
        .target(
            name: "WeirConsole",
            dependencies: [
                "WeirCharts", "WeirPlanner", "WeirProof", "WeirSpool", "WeirSystem", hummingbird, hummingbirdTLS, logging, nio, nioHTTP,
                nioTLS,
            ]),

        .target(name: "CMemoryVFS", path: "Tests/CMemoryVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "TestSupport", dependencies: ["CMemoryVFS", "WeirPlanner", "WeirRecords", "WeirSystem"], path: "Tests/TestSupport"),
        .target(name: "BenchmarkFigures", dependencies: ["WeirCharts"], path: "Tests/Benchmarks/Sources/BenchmarkFigures"),
        .testTarget(name: "BenchmarkTests", dependencies: ["BenchmarkFigures", "TestSupport"]),
        .testTarget(name: "CommandTests", dependencies: ["TestSupport", "WeirRecords", "WeirSpool", "WeirSystem", "weir"]),
        .testTarget(
            name: "IntegrationTests",
            dependencies: ["TestSupport", "WeirCommands", "WeirPlanner", "WeirRecords", "WeirSystem", "weir"]),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["TestSupport", "WeirCompression", "WeirRecords", "WeirRedaction", "WeirShipping", "WeirSpool", "WeirSystem"]),
        .testTarget(name: "TidyTests", dependencies: ["TestSupport", "weir"], exclude: ["Fixtures"]),
        .testTarget(name: "WeirChartsTests", dependencies: ["WeirCharts"]),
        .testTarget(name: "WeirCompressionTests", dependencies: ["TestSupport", "WeirCompression", "WeirSystem"]),
        .testTarget(
            name: "WeirCommandsTests",
            dependencies: [
                "TestSupport", "WeirCommands", "WeirConfiguration", "WeirConsole", "WeirProof", "WeirRecords", "WeirShipping", "WeirSpool",
                "WeirSystem",
            ]),
        .testTarget(
            name: "WeirConfigurationTests",
            dependencies: ["TestSupport", "WeirConfiguration", "WeirPlanner", "WeirRecords", "WeirRedaction", "WeirSystem"],
            exclude: ["Fixtures"]),
        .testTarget(name: "WeirConsoleTests", dependencies: ["TestSupport", "WeirConsole", httpClient]),
        .testTarget(name: "WeirDatabaseTests", dependencies: ["TestSupport", "WeirDatabase", "WeirRecords"]),
        .testTarget(
            name: "WeirPlannerTests", dependencies: ["TestSupport", "WeirConfiguration", "WeirPlanner", "WeirRecords", "WeirSystem"],
            exclude: ["Import/Fixtures", "Truth"]),
        .testTarget(name: "WeirProofTests", dependencies: ["TestSupport", "WeirProof", "WeirRecords", "WeirSystem"]),
        .testTarget(
            name: "WeirReceiverTests", dependencies: ["TestSupport", "WeirCompression", "WeirReceiver", "WeirRecords", "WeirSystem"]),
        .testTarget(name: "WeirRecordsTests", dependencies: ["TestSupport", "WeirRecords", "WeirSystem"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "WeirRedactionTests", dependencies: ["TestSupport", "WeirRecords", "WeirRedaction", "WeirSystem"],
            exclude: ["Corpus/innocent.txt", "Corpus/secrets.txt"]),
        .testTarget(
            name: "WeirShippingTests",
            dependencies: ["TestSupport", "WeirCompression", "WeirRecords", "WeirRedaction", "WeirShipping", "WeirSpool", "WeirSystem"]),
        .testTarget(
            name: "WeirSpoolTests", dependencies: ["TestSupport", "WeirRecords", "WeirSpool", "WeirSystem", grdb], exclude: ["Fixtures"]),
        .testTarget(name: "WeirSystemTests", dependencies: ["TestSupport", "WeirSystem"]),
        .testTarget(name: "WeirWorkloadTests", dependencies: ["TestSupport", "WeirPlanner", "WeirRecords", "WeirSystem", "WeirWorkload"]),
    ]
)

// `./dev soak` runs the simulation in release mode, and builds no other test for it.
if let alone = Context.environment["WEIR_TEST_TARGET"] {
    package.targets.removeAll { $0.type == .test && $0.name != alone }
}

for target in package.targets where target.type != .system && !target.name.hasPrefix("C") || target.name == "CommandTests" {
    target.swiftSettings = settings
}

// The planner lives through years of a table row by row: without the optimizer its tests would take an hour. The simulation's disk
// and peers take half of its time without.
for target in package.targets where ["SimulationTests", "TestSupport", "WeirPlanner"].contains(target.name) {
    target.swiftSettings = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]
}
