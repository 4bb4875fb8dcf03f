import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("storage")
struct StorageTests {
    private let layout = TupleLayout(columns: [
        LogTable.Column(name: "id", type: .bigint, nullable: false), LogTable.Column(name: "key", type: .uuid),
        LogTable.Column(name: "message", type: .text),
    ])

    @Test("short values have a length word of one byte and no alignment, long ones four and a multiple of four")
    func alignment() {
        // Header 24, bigint 8, uuid 16, then 1 + 126; or 4 + 127.
        #expect(layout.stored(RowLengths(.standard, columns: [8, 16, 126])).tupleBytes == PageGeometry.aligned(24 + 8 + 16 + 127))
        #expect(layout.stored(RowLengths(.standard, columns: [8, 16, 127])).tupleBytes == PageGeometry.aligned(24 + 8 + 16 + 131))
    }

    @Test("NULL takes nothing but its bit")
    func null() {
        #expect(layout.stored(RowLengths(.standard, columns: [8, nil, nil])).tupleBytes == 32)
    }

    @Test("a row over a quarter of a page is compressed, then moved out in chunks")
    func toast() {
        let compressed = layout.stored(RowLengths(.standard, columns: [8, nil, 4000], compressed: [2: 1500]))
        #expect(compressed.chunks.isEmpty && compressed.tupleBytes < 1600)
        let moved = layout.stored(RowLengths(.standard, columns: [8, nil, 19_000], compressed: [2: 6000]))
        #expect(moved.chunks == [1996, 1996, 1996, 8])
        #expect(moved.tupleBytes == PageGeometry.aligned(24 + 8 + 18))
        let random = layout.stored(RowLengths(.standard, columns: [8, nil, 4000], compressed: [2: 3900]))
        #expect(random.chunks.reduce(0, +) == 4000)
    }

    @Test("packing wastes the room that no row fits into")
    func packing() {
        #expect(abs(HeapPacking.rowsPerPage(costs: [1000]) - 8) < 0.01)
        #expect(abs(HeapPacking.rowsPerPage(costs: [4100]) - 1) < 0.01)
        let mixed = HeapPacking.rowsPerPage(costs: [300, 500, 700, 1300])
        #expect(mixed < 8168.0 / 700 && mixed > 8168.0 / 700 * 0.95)
    }
}
