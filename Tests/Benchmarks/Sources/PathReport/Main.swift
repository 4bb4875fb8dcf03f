import BenchmarkFigures
import Foundation

/// Draws the picture of a run of `PathBenchmarks` and writes the README's section about it.
///
/// `PathReport RESULTS.json PICTURE.svg README.md`
@main
struct Report {
    static func main() {
        do { try run(Array(CommandLine.arguments.dropFirst())) } catch {
            FileHandle.standardError.write(Data("PathReport: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ paths: [String]) throws {
        guard paths.count == 3 else { throw FigureFailure("it takes the results, the picture and the README") }
        let results = try PathResults(Data(contentsOf: URL(filePath: paths[0])))
        let readme = try String(contentsOfFile: paths[2], encoding: .utf8)
        let written = try PathSection(results, picture: paths[1]).inserted(into: readme)
        try PathPicture(results).svg.write(toFile: paths[1], atomically: true, encoding: .utf8)
        try written.write(toFile: paths[2], atomically: true, encoding: .utf8)
        print("\(paths[1]) and \(paths[2]) show what \(paths[0]) says")
    }
}
