/// Amounts that lie on top of each other over time.
package struct StackDrawing {
    package struct Layer: Equatable, Sendable {
        package var name: String
        package var tone: Tone
        /// One for each moment; missing ones and those that are not finite count as zero.
        package var values: [Double]

        package init(_ name: String, _ tone: Tone, _ values: [Double]) {
            self.name = name
            self.tone = tone
            self.values = values
        }
    }

    package var words: Words
    package var x: Axis
    package var y: Axis
    package var moments: [Double]
    /// From the bottom up.
    package var layers: [Layer]
    package var value: (Double) -> String
    package var time: (Double) -> String

    package init(
        words: Words, x: Axis, y: Axis, moments: [Double], layers: [Layer], value: @escaping (Double) -> String,
        time: @escaping (Double) -> String
    ) {
        (self.words, self.x, self.y) = (words, x, y)
        self.moments = moments.filter(\.isFinite)
        self.layers = layers
        (self.value, self.time) = (value, time)
    }

    private var plane: Plane { Plane(x: x, y: y) }

    package var element: Element {
        let legend = Legend(items: layers.map { (.box("area \($0.tone.style)"), $0.name) })
        return plane.chart(words, legend: legend, plane.axes + [plane.stretched(areas)] + readings)
    }

    private func amount(_ layer: Int, _ moment: Int) -> Double {
        let values = layers[layer].values
        return values.indices.contains(moment) && values[moment].isFinite ? max(0, values[moment]) : 0
    }

    /// The upper edge of a layer; of none where its number is 0.
    private func edge(_ count: Int) -> [(x: Double, y: Double)] {
        moments.indices.map { moment in (moments[moment], (0..<count).reduce(0) { $0 + amount($1, moment) }) }
    }

    private var areas: [Element] {
        layers.indices.map { plane.area(edge($0 + 1), edge($0), "area \(layers[$0].tone.style)") }
    }

    private var readings: [Element] {
        Readings(plane: plane).elements(edge(layers.count)) { moment in
            time(moments[moment]) + ": " + layers.indices.map { "\(layers[$0].name) \(value(amount($0, moment)))" }.joined(separator: ", ")
        }
    }
}
