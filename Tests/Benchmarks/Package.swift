// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// `Sources/WeirRecords` and `Sources/WeirPlanner` are links to the product's own sources, since `package` access does not cross packages.
let package = Package(
    name: "weir-benchmarks",
    dependencies: [.package(url: "https://github.com/apple/swift-numerics", from: "1.1.1")],
    targets: [
        .target(name: "WeirRecords", swiftSettings: settings),
        .target(
            name: "WeirPlanner", dependencies: ["WeirRecords", .product(name: "RealModule", package: "swift-numerics")],
            swiftSettings: settings),
        .executableTarget(name: "PlannerBenchmarks", dependencies: ["WeirPlanner", "WeirRecords"], swiftSettings: settings),
        .executableTarget(name: "RecordBenchmarks", dependencies: ["WeirRecords"], swiftSettings: settings),
    ]
)
