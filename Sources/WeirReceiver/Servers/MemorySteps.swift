/// The sizes in which memory is taken for what grows: as few as possible, and never twice of what is needed.
enum MemorySteps {
    private static let step = 64 << 10
    private static let largeStep = 1 << 20

    /// The least size that holds these bytes.
    static func size(for bytes: Int) -> Int {
        let step = bytes < largeStep ? step : largeStep
        return (bytes + step - 1) / step * step
    }
}
