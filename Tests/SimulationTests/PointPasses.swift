import WeirSystem

/// Which fault points a run passed, and the one at which its world ends. One thread's.
final class PointPasses: @unchecked Sendable {
    private(set) var counts: [FaultPoint: Int] = [:]
    private var target: FaultPoint?
    private var left = 0
    private var end: () -> Void = {}
    private(set) var hits: [FaultPoint: Int] = [:]

    /// From now on the body is called at the so-manieth pass of a point, once.
    func arrange(_ point: FaultPoint, pass: Int, _ body: @escaping () -> Void) { (target, left, end) = (point, pass, body) }

    func clear() { (target, end) = (nil, {}) }

    func note(_ point: FaultPoint) {
        counts[point, default: 0] += 1
        guard point == target else { return }
        left -= 1
        guard left == 0 else { return }
        hits[point, default: 0] += 1
        end()
        clear()
    }
}
