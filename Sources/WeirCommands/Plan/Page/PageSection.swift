import WeirCharts

/// The page's sections have one form: a heading, a sentence that says what to see, and the rest.
struct PageSection {
    var id: String
    var title: String
    var lead: String = ""
    var content: [Element]

    var element: Element {
        let heading = [Element("h2", ["id": "\(id)-heading"], text: title)]
        let lead = lead.isEmpty ? [] : [Element("p", ["class": "lead"], text: lead)]
        return Element("section", ["id": id, "aria-labelledby": "\(id)-heading"], heading + lead + content)
    }
}

/// A table that becomes a list of cards where the page is narrow: every cell carries its column's title.
struct PageTable {
    var caption: String
    var columns: [String]
    private(set) var rows: [Element] = []

    init(_ caption: String, columns: [String]) {
        self.caption = caption
        self.columns = columns
    }

    /// The first cell heads the row.
    mutating func append(_ cells: [Element]) {
        let row = zip(columns, cells).enumerated().map { index, cell in
            Element(
                index == 0 ? "th" : "td", index == 0 ? ["scope": "row", "data-label": cell.0] : ["data-label": cell.0],
                mixed: cell.1.name == "span" && cell.1.attributes.isEmpty ? cell.1.content : [.element(cell.1)])
        }
        rows.append(Element("tr", [:], row))
    }

    mutating func append(_ cells: String...) { append(cells.map { Element("span", text: $0) }) }

    var element: Element {
        let titles = Element("tr", [:], columns.map { Element("th", ["scope": "col"], text: $0) })
        return Element(
            "table", ["class": "cards"],
            [Element("caption", text: caption), Element("thead", [:], [titles]), Element("tbody", [:], rows)])
    }
}

extension Element {
    /// How a value is founded, as a word in a frame: dashed where it is assumed.
    static func origin(_ word: String) -> Element { Element("span", ["class": "origin \(word)"], text: word) }

    static func paragraph(_ text: String, _ style: String = "note") -> Element { Element("p", ["class": style], text: text) }
}
