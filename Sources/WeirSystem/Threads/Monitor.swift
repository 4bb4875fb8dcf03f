import Glibc

/// A value behind a lock, with threads that wait for it to change.
///
/// A pthread mutex and condition: the standard library's `Mutex` has nothing to wait on.
package final class Monitor<State>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state: State

    package init(_ state: sending State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // The wall clock may be set while a thread waits.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Looks without waking anyone.
    package func read<Result>(_ body: (State) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(state)
    }

    /// Changes the value and wakes every waiting thread.
    package func change<Result>(_ body: (inout State) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer {
            pthread_mutex_unlock(mutex)
            pthread_cond_broadcast(changed)
        }
        return body(&state)
    }

    /// Asks after every change until there is an answer; `nil` once the time is over. Without a limit it waits for ever.
    ///
    /// What the body changes wakes the other threads where it answers.
    package func wait<Result>(atMost limit: Duration?, until body: (inout State) -> Result?) -> Result? {
        let deadline = limit.map { HostClock().monotonicNanoseconds() &+ $0.nanoseconds }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&state) {
                pthread_cond_broadcast(changed)
                return result
            }
            guard sleep(until: deadline) else { return last(body) }
        }
    }

    /// The time is over. What came just now still counts, and what the body changes for it wakes the others.
    private func last<Result>(_ body: (inout State) -> Result?) -> Result? {
        let result = body(&state)
        if result != nil { pthread_cond_broadcast(changed) }
        return result
    }

    /// False once the deadline has passed.
    private func sleep(until deadline: UInt64?) -> Bool {
        guard let deadline else { return pthread_cond_wait(changed, mutex) == 0 }
        var time = timespec(tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
        return pthread_cond_timedwait(changed, mutex, &time) != ETIMEDOUT
    }
}
