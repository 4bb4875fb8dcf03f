/// Strips over a field, each of which shows its values above the field while a pointer is on it: no script is needed.
struct Readings {
    /// Strips narrower than about ten pixels are not worth their bytes.
    static let mostStrips = 90

    let plane: Plane

    /// - Parameters:
    ///   - dots: where each point lies on the axes, in rising order of x.
    ///   - text: what is read at the point with an index.
    func elements(_ dots: [(x: Double, y: Double)], _ text: (Int) -> String) -> [Element] {
        let stride = max(1, (dots.count + Self.mostStrips - 1) / Self.mostStrips)
        let shown = Array(Swift.stride(from: 0, to: dots.count, by: stride))
        return shown.indices.map { index in
            let here = plane.x.share(dots[shown[index]].x)
            let from = index == 0 ? 0 : (here + plane.x.share(dots[shown[index - 1]].x)) / 2
            let to = index == shown.count - 1 ? 1 : (here + plane.x.share(dots[shown[index + 1]].x)) / 2
            return strip(from, to, dots[shown[index]], text(shown[index]))
        }
    }

    private func strip(_ from: Double, _ to: Double, _ dot: (x: Double, y: Double), _ text: String) -> Element {
        let x = plane.across(dot.x)
        return Element(
            "g", ["class": "at"],
            [
                Element("rect", ["class": "hit", "x": NumberText.percent(from), "width": NumberText.percent(to - from), "height": "100%"]),
                Element("line", ["x1": x, "x2": x, "y2": "100%"]),
                Element("circle", ["class": "fill-first", "cx": x, "cy": plane.down(dot.y), "r": "4"]),
                Element("text", ["class": "end", "x": "100%", "y": "-9"], text: text),
            ])
    }
}
