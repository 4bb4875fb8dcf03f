internal import CPCRE2

/// A pattern compiled for this processor. Never changed once made, and used by any number of matchers at once: hence
/// `@unchecked Sendable`.
final class RedactionPattern: @unchecked Sendable {
    fileprivate let code: OpaquePointer

    /// - Throws: what is wrong with it, and where.
    init(_ pattern: String) throws(RedactionPatternError) {
        var (number, offset): (Int32, Int) = (0, 0)
        let bytes = Array(pattern.utf8)
        // Records are bytes: a pattern that asks for UTF-8 would refuse those that are not.
        guard let code = pcre2_compile_8(bytes, bytes.count, UInt32(PCRE2_NEVER_UTF), &number, &offset, nil) else {
            throw RedactionPatternError(message: "\(Self.text(of: number)) at its character \(offset + 1)")
        }
        // Where the processor can't have it, matching is slower and the same.
        _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
        self.code = code
    }

    deinit { pcre2_code_free_8(code) }

    private static func text(of number: Int32) -> String {
        var text = [UInt8](repeating: 0, count: 256)
        let count = pcre2_get_error_message_8(number, &text, text.count)
        return String(decoding: text.prefix(Int(max(0, count))), as: UTF8.self)
    }
}

struct RedactionPatternError: Error {
    var message: String
}

/// Matches patterns, with memory of its own: for one thread at a time.
final class RedactionMatcher {
    /// Bytes that matching may take beyond its first 32 KiB.
    private static let largestStack = 1 << 20
    /// Steps that one match may take: some milliseconds.
    private static let stepLimit: UInt32 = 200_000

    private let data: OpaquePointer?
    private let context: OpaquePointer?
    private let stack: OpaquePointer?

    init() {
        data = pcre2_match_data_create_8(1, nil)
        context = pcre2_match_context_create_8(nil)
        stack = pcre2_jit_stack_create_8(32 << 10, Self.largestStack, nil)
        pcre2_set_match_limit_8(context, Self.stepLimit)
        pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_match_context_free_8(context)
        pcre2_jit_stack_free_8(stack)
    }

    enum Outcome: Equatable {
        case match(Range<Int>)
        case none
        /// It can't be told within the limits.
        case undecided
    }

    /// The first match from an offset on; what stands before it can still be looked at by the pattern.
    func first(_ pattern: RedactionPattern, in bytes: UnsafeRawBufferPointer, from: Int) -> Outcome {
        guard let data, let context else { return .undecided }
        let result = pcre2_match_8(
            pattern.code, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, from, 0, data, context)
        if result == PCRE2_ERROR_NOMATCH { return .none }
        guard result >= 0, let ends = pcre2_get_ovector_pointer_8(data) else { return .undecided }
        let (start, end) = (Int(clamping: ends[0]), Int(clamping: ends[1]))
        return start <= end && end <= bytes.count ? .match(start..<end) : .undecided
    }
}
