/// Who wrote a line, as far as its fields or its head betray it: says which application a record is of that names none.
package struct RecordOrigin: Equatable, Sendable, BitwiseCopyable {
    /// 0 for unknown, then the marks that name an application, columns, and the text formats.
    private(set) var index: UInt8

    package static let unknown = RecordOrigin(index: 0)
    static let nginx = RecordOrigin(index: 1)
    /// A line of columns that the log itself names.
    static let columns = RecordOrigin(index: 4)
    private static let applications: [StaticString] = ["", "nginx", "postgres", "mongodb", ""]

    private init(index: UInt8) { self.index = index }

    @inline(__always)
    init(_ marks: LineMarks) {
        self = marks.isDisjoint(with: [.nginx, .postgres, .mongoDB]) ? .unknown : RecordOrigin(betrayedBy: marks)
    }

    private init(betrayedBy marks: LineMarks) {
        index = marks.contains(.nginx) ? 1 : marks.contains(.postgres) ? 2 : 3
    }

    /// - Parameter format: an index into ``LineFormats/all``.
    init(format: Int) { index = UInt8(Self.applications.count + format) }

    /// Servers whose records tell of nothing but themselves.
    @inline(__always)
    var isInfrastructure: Bool { index == 0 ? false : Self.infrastructure[Int(index)] }

    private static let infrastructure = (0...UInt8.max).map { index in
        Int(index) < applications.count + LineFormats.all.count && ["nginx", "postgres"].contains(RecordOrigin(index: index).application)
    }

    /// The application of records that name none; empty where that is unknown.
    package var application: String {
        let formats = Self.applications.count
        let text = Int(index) < formats ? Self.applications[Int(index)] : LineFormats.all[Int(index) - formats].application
        return "\(text)"
    }
}
