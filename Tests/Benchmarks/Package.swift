// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// Beside the benchmarks, the folders in `Sources` are links to the product's own, since `package` access does not cross packages.
let package = Package(
    name: "weir-benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CWeirRecords"),
        .target(name: "CWeirSystem"),
        .target(name: "WeirSystem", dependencies: ["CWeirSystem"], swiftSettings: settings),
        .target(name: "WeirCompression", dependencies: ["CISAL", "CZlib", "CZstd"], swiftSettings: settings),
        .target(name: "WeirRecords", dependencies: ["CWeirRecords"], swiftSettings: settings),
        .target(name: "WeirRedaction", dependencies: ["CPCRE2", "WeirRecords", "WeirSystem"], swiftSettings: settings),
        .target(
            name: "WeirSpool", dependencies: ["WeirRecords", "WeirSystem", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
        .target(
            name: "WeirPlanner", dependencies: ["WeirRecords", .product(name: "RealModule", package: "swift-numerics")],
            swiftSettings: settings),
        // Parts of the product by themselves, so that CI need not build what they are not made of: HTTP, TLS, SQLite.
        .target(name: "WeirEncoding", dependencies: ["WeirRecords"], swiftSettings: settings),
        .target(
            name: "SpoolSegments", dependencies: ["WeirRecords", "WeirSystem"],
            exclude: ["Recovery", "SpoolInspection", "SpoolInspection+Check", "SpoolRepair"].map { "Segments/\($0).swift" },
            swiftSettings: settings),
        .target(name: "Corpus", swiftSettings: settings),
        .target(name: "CLoops", dependencies: ["CISAL", "CZstd"]),
        .executableTarget(
            name: "LoopBenchmarks",
            dependencies: [
                "CLoops", "Corpus", "SpoolSegments", "WeirCompression", "WeirEncoding", "WeirPlanner", "WeirRecords", "WeirRedaction",
                "WeirSystem",
            ], swiftSettings: settings),
        .target(name: "WeirCharts", swiftSettings: settings),
        .target(name: "BenchmarkFigures", dependencies: ["WeirCharts"], swiftSettings: settings),
        .executableTarget(name: "PathReport", dependencies: ["BenchmarkFigures"], swiftSettings: settings),
        .executableTarget(name: "LoopGuard", dependencies: ["BenchmarkFigures"], swiftSettings: settings),
        .executableTarget(name: "PathBenchmarks", dependencies: ["Corpus", "WeirCompression", "WeirRecords"], swiftSettings: settings),
        .executableTarget(name: "PlannerBenchmarks", dependencies: ["WeirPlanner", "WeirRecords"], swiftSettings: settings),
        .executableTarget(
            name: "SpoolBenchmarks", dependencies: ["Corpus", "WeirCompression", "WeirRecords", "WeirSpool", "WeirSystem"],
            swiftSettings: settings),
    ]
)
