/// An element of a page or of a drawing. Text and attribute values are escaped when it is written, so what comes out of users' files
/// goes in as it is; names of elements and attributes, and style sheets, are the program's own.
package struct Element: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
        case element(Element)
        case text(String)
        case style(StyleSheet)
    }

    package struct Attribute: Equatable, Sendable {
        var name: String
        var value: String
    }

    package let name: String
    package var attributes: [Attribute]
    package var content: [Content]

    package init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], mixed content: [Content]) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        self.content = content
    }

    package init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ elements: [Element] = []) {
        self.init(name, attributes, mixed: elements.map(Content.element))
    }

    package init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        self.init(name, attributes, mixed: [.text(text)])
    }

    /// The value of an attribute; nil where it has none.
    package subscript(_ attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

    /// The elements directly inside.
    package var elements: [Element] {
        content.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The element and all below it that have a name, in the order of the text.
    package func all(_ name: String) -> [Element] {
        (self.name == name ? [self] : []) + elements.flatMap { $0.all(name) }
    }

    /// All text inside, style sheets left out.
    package var text: String {
        content.map { content in
            switch content {
            case .element(let element): element.text
            case .text(let text): text
            case .style: ""
            }
        }.joined()
    }
}
