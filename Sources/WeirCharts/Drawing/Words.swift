/// What a drawing says to those who don't see it, and the name by which it refers to its own parts.
package struct Words: Equatable, Sendable {
    /// Of letters, digits and hyphens; one of its kind on a page.
    package var id: String
    package var title: String
    /// The chart's message in a sentence or two.
    package var description: String

    package init(id: String, title: String, description: String) {
        self.id = id
        self.title = title
        self.description = description
    }

    /// A drawing without a size of its own: what is in it is placed in shares of its width, so that text keeps its size at any width.
    ///
    /// - Parameter height: pixels; nil where the style sheet gives it.
    func drawing(_ kind: String, height: Double? = nil, _ parts: [Element]) -> Element {
        var svg = Element(
            "svg", ["class": kind, "role": "img", "aria-labelledby": "\(id)-title \(id)-description"],
            [
                Element("title", ["id": "\(id)-title"], text: title),
                Element("desc", ["id": "\(id)-description"], text: description),
            ] + parts)
        if let height { svg.attributes.append(.init(name: "height", value: NumberText.coordinate(height))) }
        return svg
    }
}
