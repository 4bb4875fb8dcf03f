internal import CWeirSystem
import Glibc
import Synchronization

/// A named thread of its own for the data path, which must not share the concurrency runtime's few.
package final class WorkerThread: Sendable {
    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void
        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// The kernel keeps its first 15 bytes.
    package let name: String
    /// `nil` once joined.
    private let thread: Mutex<pthread_t?>

    package init(name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        self.name = name
        var handle = pthread_t()
        let context = Unmanaged.passRetained(Body(name: name, run: body))
        let code = pthread_create(&handle, nil, Self.main, context.toOpaque())
        guard code == 0 else {
            context.release()
            throw SystemError("start", "thread \(name)", code: code)
        }
        thread = Mutex(handle)
    }

    /// Waits until the body has returned; a second call returns at once. Not to be called by the thread itself.
    package func join() {
        let handle = thread.withLock { thread -> pthread_t? in
            defer { thread = nil }
            return thread
        }
        if let handle { pthread_join(handle, nil) }
    }

    deinit {
        if let handle = thread.withLock({ $0 }) { pthread_detach(handle) }
    }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        guard let context else { return nil }
        let body = Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
        weir_name_thread(body.name)
        body.run()
        return nil
    }
}
