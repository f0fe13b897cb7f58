internal import Store

/// What came and could not be taken: of a form, or of none that is known.
struct SetAsideTable: Sendable {
    let visit: Visit
    let aside: [SetAside]

    func write(to h: inout HTML) {
        let (visit, words) = (self.visit, self.visit.words)
        guard !aside.isEmpty else { return }
        let mayRead = visit.reader.can(.readOriginals)
        h(.section, .class("panel"), .id("aside"), .ariaLabelledBy("aside-title")) { h in
            h(.h2, .id("aside-title"), text: words("forms.aside"))
            h(.p, text: words("forms.aside_about"))
            PlainTable<SetAside>(
                words: words,
                caption: words("forms.aside"),
                items: aside,
                columns: [
                    .text("forms.reason") { words.token("forms.aside", $0.reason.rawValue) },
                    .text("forms.received") { $0.at.utf8.count == 10 ? words.date($0.at) : words.time($0.at) },
                    .init("forms.files") { each, h in
                        if mayRead {
                            h(.a, .href(visit.path("/forms/aside/\(each.id)"))) { h in h(.bdi, text: each.fileName) }
                        } else {
                            h(.bdi, text: each.fileName)
                        }
                        h(.span, .class("quiet"), text: " " + words.bytes(each.byteCount))
                    },
                ]
            )
            .write(to: &h)
        }
    }
}
