/// Waits for a condition that nothing tells of; a test has its own limit of time.
package func poll(until condition: () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(1)) }
}
