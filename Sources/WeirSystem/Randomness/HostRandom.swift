/// The kernel's randomness.
package struct HostRandom: RandomSource {
    private var generator = SystemRandomNumberGenerator()

    package init() {}

    package mutating func next() -> UInt64 { generator.next() }
}
