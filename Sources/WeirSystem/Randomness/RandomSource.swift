/// The seam for chance: 64 uniform bits a call. Seeded in tests and in the workload, the kernel's otherwise.
package protocol RandomSource: RandomNumberGenerator, Sendable {
    mutating func next() -> UInt64
}
