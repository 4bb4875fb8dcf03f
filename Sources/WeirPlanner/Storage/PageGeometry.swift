/// Sizes of PostgreSQL's pages, in bytes: fixed by its default build (8 KiB blocks, 8-byte maximum alignment).
package enum PageGeometry {
    package static let pageBytes = 8192
    package static let headerBytes = 24
    package static let linePointerBytes = 4
    /// What rows and their line pointers share on a heap page.
    package static let usableBytes = pageBytes - headerBytes
    /// What entries and their line pointers share on a B-tree page: 16 bytes at its end hold its siblings.
    package static let indexUsableBytes = usableBytes - 16
    /// The fixed part of a tuple's header; the null bitmap follows it.
    package static let tupleHeaderBytes = 23
    package static let indexTupleHeaderBytes = 8

    /// The next multiple of `alignment`, a power of two.
    package static func aligned(_ length: Int, to alignment: Int = 8) -> Int {
        (length + alignment - 1) & ~(alignment - 1)
    }

    package static func bytes(ofPages pages: Double) -> Double { pages * Double(pageBytes) }
}
