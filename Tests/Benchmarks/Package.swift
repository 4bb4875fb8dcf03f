// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// `Sources/WeirRecords` is a link to the product's own sources, since `package` access does not cross packages.
let package = Package(
    name: "weir-benchmarks",
    targets: [
        .target(name: "WeirRecords", swiftSettings: settings),
        .executableTarget(name: "RecordBenchmarks", dependencies: ["WeirRecords"], swiftSettings: settings),
    ]
)
