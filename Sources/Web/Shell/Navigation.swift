/// The row of entries and the menu with everything else; works without a script.
struct Navigation: Sendable {
    let visit: Visit
    /// The path of the entry that the page belongs to.
    let section: String?

    func write(to h: inout HTML) {
        let words = visit.words
        h(.nav, .class("sections"), .ariaLabel(words("nav.main"))) { h in
            h(.ul) { h in
                for place in NavigationTable.row(for: visit) { h(.li) { h in link(place, to: &h) } }
            }
            h(.details, .class("menu"), .id("menu")) { h in
                h(.summary, text: words("nav.menu"))
                h(.div, .class("menu-groups")) { h in
                    for (group, places) in NavigationTable.menu(for: visit) {
                        h(.div) { h in
                            h(
                                .p,
                                .class("menu-title"),
                                .id("menu-\(group.rawValue)"),
                                text: words("nav.group.\(group.rawValue)")
                            )
                            h(.ul, .ariaLabelledBy("menu-\(group.rawValue)")) { h in
                                for place in places { h(.li) { h in link(place, to: &h) } }
                            }
                        }
                    }
                }
            }
        }
    }

    private func link(_ place: Destination, to h: inout HTML) {
        h(
            .a,
            .href(visit.path(place.path)),
            place.path == section ? .ariaCurrent("page") : nil,
            text: visit.words(place.key)
        )
    }
}

/// What the visitor most likely came for: the first three entries, each with a sentence.
struct TaskStrip: Sendable {
    let visit: Visit

    func write(to h: inout HTML) {
        let words = visit.words
        h(.nav, .class("tasks"), .ariaLabel(words("task.title"))) { h in
            h(.ul) { h in
                for place in NavigationTable.row(for: visit).prefix(3) {
                    h(.li) { h in
                        h(.a, .href(visit.path(place.path)), text: words(place.key))
                        h(.span, text: words(place.taskKey))
                    }
                }
            }
        }
    }
}
