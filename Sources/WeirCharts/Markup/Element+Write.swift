/// Written so that it is HTML and well-formed XML at once: only what HTML or SVG lets stand empty is closed at once.
extension Element {
    private static let closedAtOnce: Set<String> = ["br", "circle", "col", "hr", "line", "meta", "path", "rect"]
    /// Begun on a new line, where space means nothing, so that the page can be read and compared as text.
    private static let onNewLine: Set<String> = [
        "body", "details", "dl", "dt", "figure", "footer", "g", "h2", "h3", "head", "header", "html", "li", "main", "meta", "p", "path",
        "section",
        "style", "svg", "table", "title", "tr", "ul",
    ]

    /// A page: the element behind the document type of HTML.
    package var page: String { "<!DOCTYPE html>" + markup }

    package var markup: String {
        var text = ""
        write(into: &text)
        return text
    }

    private func write(into text: inout String) {
        if Self.onNewLine.contains(name) { text += "\n" }
        text += "<" + name
        for attribute in attributes { text += " \(attribute.name)=\"\(Escaping.attribute(attribute.value))\"" }
        if content.isEmpty, Self.closedAtOnce.contains(name) { return text += "/>" }
        text += ">"
        for part in content { Self.write(part, into: &text) }
        text += "</" + name + ">"
    }

    private static func write(_ part: Content, into text: inout String) {
        switch part {
        case .element(let element): element.write(into: &text)
        case .text(let plain): text += Escaping.text(plain)
        case .style(let sheet): text += sheet.text
        }
    }
}
