internal import Glibc

/// Memory in pages of two MiB, where the kernel has them.
package enum LargePages {
    /// Asks for them, as long as nothing was written to the memory: a table that is looked up all over then takes a page fault where it
    /// took hundreds, and is found by fewer looks at the page tables. Where there are none nothing changes.
    package static func prefer(for memory: UnsafeMutableRawBufferPointer) {
        guard let base = memory.baseAddress else { return }
        let page = UInt(sysconf(Int32(_SC_PAGESIZE)))
        let start = (UInt(bitPattern: base) + page - 1) / page * page
        let end = UInt(bitPattern: base) + UInt(memory.count)
        guard start < end, let first = UnsafeMutableRawPointer(bitPattern: start) else { return }
        madvise(first, Int(end - start), MADV_HUGEPAGE)
    }
}
