import ArgumentParser
import WeirConfiguration
package import WeirRecords

/// `--retention 7d`: a duration as configurations write it.
package struct DurationArgument: ExpressibleByArgument {
    package var value: Duration

    package init(_ value: Duration) { self.value = value }

    package init?(argument: String) {
        guard let value = Duration(quantity: argument) else { return nil }
        self.value = value
    }

    package var defaultValueDescription: String { value.text }
}

/// `--disk 200GiB`: a number of bytes as configurations write it.
package struct ByteCountArgument: ExpressibleByArgument {
    package var value: ByteCount

    package init(_ value: ByteCount) { self.value = value }

    package init?(argument: String) {
        guard let value = ByteCount(quantity: argument) else { return nil }
        self.value = value
    }

    package var defaultValueDescription: String { value.text }
}
