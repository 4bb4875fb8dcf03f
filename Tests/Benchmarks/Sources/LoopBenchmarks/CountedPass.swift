import CLoops

/// A pass that callgrind counts, by the name of the C function that calls it.
enum CountedPass {
    private final class Box {
        let pass: Loop.Pass
        var result: Result<Int, any Error> = .success(0)
        init(_ pass: Loop.Pass) { self.pass = pass }
    }

    /// Runs it once uncounted, so that what is made at first use is there, and once counted.
    static func run(_ pass: Loop.Pass) throws {
        try check(pass.run())
        let box = Box(pass)
        withExtendedLifetime(box) {
            weir_counted_pass(
                { context in
                    guard let context else { return }
                    let box = Unmanaged<Box>.fromOpaque(context).takeUnretainedValue()
                    box.result = Result { try box.pass.run() }
                }, Unmanaged.passUnretained(box).toOpaque())
        }
        try check(box.result.get())
    }

    private static func check(_ result: Int) throws {
        guard result > 0 else { throw LoopFailure("the loop did no work") }
    }

    /// As this process sees it; under valgrind the emulated one.
    static var processor: String { text(weir_processor) }
    /// The code that is counted and is not ours.
    static var libraries: String { text(weir_libraries) }

    private static func text(_ write: (UnsafeMutablePointer<CChar>, Int) -> Void) -> String {
        var room = [CChar](repeating: 0, count: 256)
        write(&room, room.count)
        return String(decoding: room.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
