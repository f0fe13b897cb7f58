internal import Store

/// The way to the notices, with how many are new; for persons alone.
struct BellLink: Sendable {
    let visit: Visit

    func write(to h: inout HTML) {
        guard visit.reader.person != nil else { return }
        let words = visit.words
        h(
            .a,
            .class("bell"),
            .href(visit.path("/notifications")),
            .ariaLabel(words.plural("notices.unread", visit.unread))
        ) { h in
            h(
                .svg,
                Attribute("viewBox", "0 0 20 20"),
                Attribute("width", "18"),
                Attribute("height", "18"),
                .ariaHidden
            ) { h in
                h(
                    .path,
                    Attribute(
                        "d",
                        "M10 2a5 5 0 0 0-5 5v3.5L3.5 13v1h13v-1L15 10.5V7a5 5 0 0 0-5-5Zm-2 13a2 2 0 0 0 4 0Z"
                    ),
                    Attribute("fill", "currentColor")
                )
            }
            if visit.unread > 0 { h(.span, .class("count"), .ariaHidden, text: words.integer(visit.unread)) }
        }
    }
}

/// What stands on each printed sheet: the marking, who printed it, from where.
struct PrintFooter: Sendable {
    let visit: Visit
    let marking: Int?

    func write(to h: inout HTML) {
        let words = visit.words
        h(.p, .class("print-footer"), .ariaHidden) { h in
            // A list may hold rows of any marking that the reader sees: nothing is promised for it.
            let label = marking.map { words.token("marking", String($0)) } ?? words("print.mixed")
            h(.strong, text: label)
            h.text(" · \(words("site.name")) · \(visit.reader.name) · \(visit.path(visit.place))")
        }
    }
}
