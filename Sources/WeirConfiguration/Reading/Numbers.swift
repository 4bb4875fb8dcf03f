import WeirPlanner
import WeirRecords

extension ScalarReader where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> Self {
        Self("a whole number from \(range.lowerBound) to \(range.upperBound)") { text throws(Refusal) in
            guard let number = DecimalText(text), number.unit.isEmpty, let whole = number.whole else { throw Refusal() }
            guard let value = Int(exactly: whole), range.contains(value) else {
                throw Refusal("must be from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
    }
}

extension ScalarReader where Value == Double {
    static func number(from least: Double, to most: Double) -> Self {
        Self("a number such as 2.5") { text throws(Refusal) in
            guard let number = DecimalText(text), number.unit.isEmpty else { throw Refusal() }
            guard (least...most).contains(number.double) else { throw Refusal("must be from \(Int(least)) to \(Int(most))") }
            return number.double
        }
    }
}

extension ScalarReader where Value == PlatformVersion {
    static var version: Self {
        Self("a version such as \"1.19\" or \"1.16.1\"") { text throws(Refusal) in
            guard let version = PlatformVersion(text) else { throw Refusal() }
            return version
        }
    }
}

extension ScalarReader where Value == CalendarDate {
    static var date: Self {
        Self("a day such as 2026-11-01") { text throws(Refusal) in
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { $0.hasPrefix("+") ? nil : UInt16($0) }.map(Int.init)
            guard parts.map(\.count) == [4, 2, 2], numbers.count == 3,
                let date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
            else { throw Refusal() }
            return date
        }
    }
}
