/// A document as a tree: every node knows where it stands. Depth and number of nodes are within `ConfigurationLimits`.
struct ConfigurationNode {
    var place: Place
    var content: Content

    indirect enum Content {
        /// Nothing, `~` or `null`.
        case empty
        case scalar(Scalar)
        case sequence([ConfigurationNode])
        /// In the file's order, each key once.
        case mapping([Entry])
    }

    struct Scalar {
        /// As written: this and never the value is what a message may show, since the environment can hold secrets.
        var written: String
        /// With `${NAME}` replaced; `nil` where that failed, which is then already reported.
        var value: String?
    }

    struct Entry {
        var key: String
        var place: Place
        var value: ConfigurationNode
    }

    /// What it is, in the words of a message; what stands in a wrong place may be a secret.
    var kindInWords: String {
        switch content {
        case .empty: "nothing"
        case .scalar: "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
