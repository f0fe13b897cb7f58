internal import Hummingbird

/// The keys that lead through the site; `keys.js` reads them from here, and the page is of use without it.
struct KeysPage: Sendable {
    /// A key after `g`, and where it leads.
    static let places: [(key: String, place: Destination)] = [
        ("h", .situation), ("w", .work), ("f", .findings), ("s", .sites), ("p", .parties), ("d", .declarations),
        ("l", .lots), ("i", .handIn), ("q", .quarantine), ("n", .notifications), ("t", .trail), ("a", .people),
    ]

    static func respond(_ visit: Visit) -> Response {
        let words = visit.words
        let general: [(keys: [String], text: String)] = [
            (["?"], words("keys.help")), (["/"], words("keys.search")), (["m"], words("keys.menu")),
            (["Esc"], words("keys.escape")), (["Tab"], words("keys.tab")),
        ]
        let leading = places.filter { $0.place.needs.admits(visit.reader) }
            .map { (keys: ["g", $0.key], text: words($0.place.key)) }
        return PageFrame(visit: visit, title: words("nav.keys"), section: "/keys").response { h, _ in
            h(.h1, text: words("nav.keys"))
            h(.p, .class("lead"), text: words("keys.about"))
            h(.div, .class("columns")) { h in
                list(words("keys.general"), general, to: &h)
                list(words("keys.places"), leading, to: &h)
            }
        }
    }

    private static func list(_ title: String, _ items: [(keys: [String], text: String)], to h: inout HTML) {
        h(.section, .class("panel")) { h in
            h(.h2, text: title)
            h(.dl, .class("keys")) { h in
                for item in items {
                    h(.div) { h in
                        h(.dt) { h in
                            for key in item.keys {
                                h(.code, .class("key-cap"), text: key)
                                h.text(" ")
                            }
                        }
                        h(.dd, text: item.text)
                    }
                }
            }
        }
    }
}

/// What `keys.js` needs to know: where the keys lead for this reader.
struct KeyMap: Sendable {
    let visit: Visit

    /// `h=/en/ w=/en/work …`: paths without spaces.
    var text: String {
        KeysPage.places
            .filter { visit.services.isOn(page: $0.place.path) && $0.place.needs.admits(visit.reader) }
            .map { "\($0.key)=\(visit.path($0.place.path))" }.joined(separator: " ")
    }
}
