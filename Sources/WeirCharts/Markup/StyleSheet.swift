/// Rules of CSS. HTML takes a style sheet raw and XML does not, so what would end it early or be read otherwise is left out.
package struct StyleSheet: Equatable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text.filter { $0 != "<" && $0 != "&" } }

    package static func + (left: StyleSheet, right: StyleSheet) -> StyleSheet { StyleSheet(left.text + "\n" + right.text) }

    /// The sheet as a `style` element.
    package var element: Element { Element("style", mixed: [.style(self)]) }
}
