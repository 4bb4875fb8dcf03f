/// Names of what is drawn, each with a swatch in its shape and colour.
struct Legend {
    enum Swatch {
        /// Style classes of a filled box.
        case box(String)
        /// Style classes of a line.
        case line(String)
    }

    var items: [(swatch: Swatch, name: String)]

    var element: Element {
        Element("ul", ["class": "legend"], items.map { Element("li", [:], [drawing($0.swatch), Element("span", text: $0.name)]) })
    }

    private func drawing(_ swatch: Swatch) -> Element {
        let shape =
            switch swatch {
            case .box(let style): Element("rect", ["class": style, "width": "22", "height": "12", "rx": "2"])
            case .line(let style): Element("path", ["class": style, "d": "M1 6H21"])
            }
        return Element("svg", ["viewBox": "0 0 22 12", "aria-hidden": "true"], [shape])
    }
}
