internal import Foundation
internal import Hummingbird
internal import Intake
internal import Store
internal import Vocabulary

/// The form that takes a file in.
struct ImportPage {
    /// The kinds that intake can be told; it recognises the kind itself where none is chosen.
    static let kinds = [
        "site", "licence", "detection", "declaration", "payment", "price", "party", "party_link", "listing", "lot",
        "event", "report", "incident", "sample", "outline",
    ]

    static func respond(_ visit: Visit) async throws -> Response {
        ImportPage(visit: visit).response
    }

    let visit: Visit

    var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: words("nav.import"),
            scripts: [.upload],
            section: "/import",
            hasForm: true
        )
        return frame.response { h, token in
            h(.h1, text: words("import.title"))
            h(.p, .class("lead"), text: words("import.about"))
            h(
                .form,
                .class("stack upload"),
                Attribute("method", "post"),
                Attribute("action", visit.path("/import")),
                Attribute("enctype", "multipart/form-data"),
                Attribute("data-sending", words("import.sending")),
                Attribute("data-failed", words("import.failed"))
            ) { h in
                // The token stands before the file, so that a forged request is refused before a byte is kept.
                FormToken(token: token).write(to: &h)
                choice(
                    "kind",
                    options: Self.kinds.map { ($0, words.token("kind", $0)) },
                    any: words("import.kind.any"),
                    to: &h
                )
                choice("map", options: maps.map { ($0, $0) }, any: words("import.map.none"), to: &h)
                h(.label, .for("source"), text: words("import.source"))
                h(
                    .input,
                    .type("text"),
                    .id("source"),
                    .name("source"),
                    Attribute("maxlength", "200"),
                    .ariaDescribedBy("source-hint")
                )
                h(.p, .class("hint"), .id("source-hint"), text: words("import.source_hint"))
                choice(
                    "marking",
                    options: HandlingMarking.allCases.map {
                        (String($0.rawValue), words.token("marking", String($0.rawValue)))
                    },
                    any: nil,
                    chosen: "2",
                    to: &h
                )
                h(.div, .class("drop")) { h in
                    h(.label, .for("file"), text: words("import.file"))
                    h(.input, .type("file"), .id("file"), .name("file"), .required)
                    h(.p, .class("hint"), text: words("import.drop"))
                    h(.output, .class("drop-state"), Attribute("aria-live", "polite"))
                }
                h(.div, .class("actions")) { h in
                    h(.button, .type("submit"), text: words("import.send"))
                }
            }
            h(.p, .class("quiet"), text: words("import.kept"))
        }
    }

    /// The maps of this installation.
    private var maps: [String] {
        Set(visit.services.maps.entries.map(\.id)).sorted()
    }

    private func choice(
        _ name: String,
        options: [(value: String, label: String)],
        any: String?,
        chosen: String? = nil,
        to h: inout HTML
    ) {
        h(.label, .for(name), text: visit.words("import.\(name)"))
        h(.select, .id(name), .name(name)) { h in
            if let any { h(.option, .value(""), text: any) }
            for option in options {
                h(.option, .value(option.value), option.value == chosen ? .selected : nil, text: option.label)
            }
        }
    }
}
