package import WeirRecords

/// One value for each of the two retention classes.
package struct PerClass<Value> {
    package var standard: Value
    package var debug: Value

    package init(standard: Value, debug: Value) {
        self.standard = standard
        self.debug = debug
    }

    package init(_ make: (RetentionClass) -> Value) {
        self.init(standard: make(.standard), debug: make(.debug))
    }

    package subscript(_ retentionClass: RetentionClass) -> Value {
        get { retentionClass == .standard ? standard : debug }
        set {
            switch retentionClass {
            case .standard: standard = newValue
            case .debug: debug = newValue
            }
        }
    }

    package func map<Other>(_ transform: (Value) -> Other) -> PerClass<Other> {
        PerClass<Other>(standard: transform(standard), debug: transform(debug))
    }
}

extension PerClass: Sendable where Value: Sendable {}
extension PerClass: Equatable where Value: Equatable {}

extension PerClass where Value == Double {
    package static var zero: PerClass { PerClass(standard: 0, debug: 0) }
    package var sum: Double { standard + debug }
    package static func * (left: PerClass, factor: Double) -> PerClass { left.map { $0 * factor } }
    package static func + (left: PerClass, right: PerClass) -> PerClass {
        PerClass(standard: left.standard + right.standard, debug: left.debug + right.debug)
    }
}
