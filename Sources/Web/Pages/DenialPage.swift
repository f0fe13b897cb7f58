internal import Hummingbird
internal import Store

/// A page that says why something is not given and whom to ask; never what it is.
struct DenialPage {
    let denial: Denial

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("denial.title")
        return PageFrame(visit: visit, title: title).response(status: denial.status) { h, _ in
            h(.h1, text: title)
            DenialNote(visit: visit, denial: denial).write(to: &h)
            h(.p) { h in
                if denial.reason == .signIn {
                    h(.a, .class("button"), .href(visit.path("/sign-in")), text: words("sign_in.title"))
                    h.text(" ")
                }
                h(.a, .class("button"), .href(visit.path("/")), text: words("error.to_situation"))
            }
        }
    }
}

/// The form by which somebody says what a sensitive reading is for.
struct ReasonForm {
    let visit: Visit

    func write(to h: inout HTML) {
        let words = visit.words
        h(.form, .class("reason panel"), Attribute("method", "get"), Attribute("action", visit.path(visit.place))) {
            h in
            h(.p, text: words("reason.about"))
            for item in visit.query.items
            where item.name != ReadingReason.purpose && item.name != ReadingReason.reference {
                h(.input, .type("hidden"), .name(item.name), .value(item.value))
            }
            h(.label) { h in
                h.text(words("reason.purpose"))
                h(.select, .name(ReadingReason.purpose), .required) { h in
                    for purpose in Purpose.allCases {
                        h(
                            .option,
                            .value(purpose.rawValue),
                            visit.reader.reason?.purpose == purpose ? .selected : nil,
                            text: words("reason.purpose.\(purpose.rawValue)")
                        )
                    }
                }
            }
            h(.label) { h in
                h.text(words("reason.case"))
                h(
                    .input,
                    .type("text"),
                    .name(ReadingReason.reference),
                    .required,
                    Attribute("maxlength", "100"),
                    .value(visit.reader.reason?.caseReference ?? "")
                )
            }
            h(.button, .type("submit"), text: words("reason.show"))
        }
    }
}

/// A denial in the place of what is not given.
struct DenialNote {
    let visit: Visit
    let denial: Denial

    func write(to h: inout HTML) {
        h(.p, .class("notice"), text: denial.sentence(in: visit.words))
        if let ask = denial.ask { h(.p, text: DenialWords.ask(ask, in: visit.words)) }
        if denial.reason == .purpose { ReasonForm(visit: visit).write(to: &h) }
    }
}

/// How a denial reads in the visitor's language.
enum DenialWords {
    static func ask(_ agency: Agency, in words: Words) -> String {
        agency.contact.isEmpty
            ? words("denial.ask", ["agency": agency.name])
            : words("denial.ask_at", ["agency": agency.name, "contact": agency.contact])
    }
}

extension Denial {
    /// The status of an answer that carries the denial (RFC 9110 section 15.5).
    var status: HTTPResponse.Status { reason == .signIn ? .unauthorized : .forbidden }

    func sentence(in words: Words) -> String {
        let why = words("denial.reason.\(reason.rawValue)")
        guard let capability, reason == .capability else { return why }
        return why + " " + words("denial.needs", ["right": words("capability.\(capability.rawValue)")])
    }
}
