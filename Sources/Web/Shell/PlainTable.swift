/// A table whose cells are written by closures: a card a row on a phone, like ``DataTable``.
struct PlainTable<Item> {
    /// A column: the message that heads it, and what stands in it.
    struct Column {
        let label: String
        /// Whether the label is no message but what somebody wrote.
        var isName = false
        var isNumeric = false
        let write: (Item, inout HTML) -> Void

        init(_ label: String, isNumeric: Bool = false, write: @escaping (Item, inout HTML) -> Void) {
            self.label = label
            self.isNumeric = isNumeric
            self.write = write
        }

        /// A column under a name that is no message.
        init(named name: String, write: @escaping (Item, inout HTML) -> Void) {
            label = name
            isName = true
            self.write = write
        }

        func label(in words: Words) -> String { isName ? label : words(label) }

        /// A column of texts.
        static func text(_ label: String, _ text: @escaping (Item) -> String) -> Column {
            Column(label) { item, h in h(.bdi, text: text(item)) }
        }
    }

    let words: Words
    let caption: String
    let items: [Item]
    let columns: [Column]

    func write(to h: inout HTML) {
        h(.div, .class("scroll"), .role("region"), .ariaLabel(caption), .focusable) { h in
            h(.table, .class("data"), .role("table")) { h in
                h(.caption, .class("unseen"), text: caption)
                h(.thead, .role("rowgroup")) { h in
                    h(.tr, .role("row")) { h in
                        for column in columns {
                            h(
                                .th,
                                .role("columnheader"),
                                .scope("col"),
                                column.isNumeric ? .class("number") : nil,
                                text: column.label(in: words)
                            )
                        }
                    }
                }
                h(.tbody, .role("rowgroup")) { h in
                    for item in items { h(.tr, .role("row")) { h in row(item, to: &h) } }
                }
            }
        }
    }

    private func row(_ item: Item, to h: inout HTML) {
        for column in columns {
            h(
                .td,
                .role("cell"),
                Attribute("data-label", column.label(in: words)),
                column.isNumeric ? .class("number") : nil
            ) { h in
                h(.span, .class("value")) { h in column.write(item, &h) }
            }
        }
    }
}
