/// The keys of a deployment's file.
enum DeploymentKey: String, ConfigurationKey {
    case name, purpose, platform, sessions, zones, roles, database
    case logTable = "log_table"
    case retention, scenarios
    case hostFiles = "host_files"
    case siem, obligations, profile
}

enum PlatformKey: String, ConfigurationKey {
    case product, version
}

enum SessionsKey: String, ConfigurationKey {
    case peakConcurrent = "peak_concurrent"
    case meanDuration = "mean_duration"
    case profile
    case growthPerMonth = "growth_per_month"
}

enum HourlyKey: String, ConfigurationKey {
    case hourly
}

enum ZoneKey: String, ConfigurationKey {
    case name, boundary
    case searchAlternateZones = "search_alternate_zones"
}

enum RolesKey: String, ConfigurationKey {
    case webApp = "web_app"
    case agent
    case connectionProxy = "connection_proxy"
    case dedicatedProxy = "dedicated_proxy"
}

/// What every role has: how many nodes stand where.
protocol PlacementKeys: ConfigurationKey {
    static var count: Self { get }
    static var zone: Self { get }
    static var availabilityZone: Self { get }
}

enum WebAppKey: String, PlacementKeys {
    case count, zone
    case availabilityZone = "availability_zone"
    case behind
    case healthCheck = "health_check"
    case queriesPerLaunch = "queries_per_launch"
}

enum AgentKey: String, PlacementKeys {
    case count, zone
    case availabilityZone = "availability_zone"
    case sessionsEach = "sessions_each"
    case autoscaling
}

enum AutoscalingKey: String, ConfigurationKey {
    case provisionTime = "provision_time"
    case upstreamAuthAddress = "upstream_auth_address"
}

enum ConnectionProxyKey: String, PlacementKeys {
    case count, zone
    case availabilityZone = "availability_zone"
    case behind, protocols
}

enum DedicatedProxyKey: String, PlacementKeys {
    case count, zone
    case availabilityZone = "availability_zone"
    case behind
    case roundTripToWebApp = "round_trip_to_web_app"
}

enum DatabaseKey: String, ConfigurationKey {
    case engine, members, disk
    case diskUsedByOthers = "disk_used_by_others"
    case volume
    case roundTrip = "round_trip"
}

enum MemberKey: String, ConfigurationKey {
    case zone
    case availabilityZone = "availability_zone"
    case role
}

enum VolumeKey: String, ConfigurationKey {
    case iops, throughput
}

/// What describes a table, in whichever file.
protocol TableKeys: ConfigurationKey {
    static var columns: Self { get }
    static var indexes: Self { get }
}

enum LogTableKey: String, TableKeys {
    case name, columns, indexes
}

enum ColumnKey: String, ConfigurationKey {
    case name, type, nullable
}

enum IndexKey: String, ConfigurationKey {
    case columns, primary, include, method
    case condition = "where"
}

enum IndexColumnKey: String, ConfigurationKey {
    case name, descending
}

enum IndexConditionKey: String, ConfigurationKey {
    case column
    case values = "in"
}

enum RetentionKey: String, ConfigurationKey {
    case standard, debug
    case cleanupEvery = "cleanup_every"
}

enum ScenarioKey: String, ConfigurationKey {
    case name, retention
}

enum HostFilesKey: String, ConfigurationKey {
    case rotation
}

enum RotationKey: String, ConfigurationKey {
    case bytes, kept
}

enum SIEMKey: String, ConfigurationKey {
    case retention
    case longestOutage = "longest_outage"
    case zone
    case ingestPrice = "ingest_price"
}

enum SIEMRetentionKey: String, ConfigurationKey {
    case declared, online
}

enum PriceKey: String, ConfigurationKey {
    case perGigabyte = "per_gb"
    case currency
    case asOf = "as_of"
}
