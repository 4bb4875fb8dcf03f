import CWeirSystem

/// The program's own pages in memory.
package enum ProgramPages {
    /// Gives back those that are only read; the ones still in use come back, one page fault each, from the page cache.
    ///
    /// A start touches three times as much code and tables as the work after it does, and what is touched counts as resident for ever.
    package static func giveBack() { weir_give_back_program_pages() }
}
