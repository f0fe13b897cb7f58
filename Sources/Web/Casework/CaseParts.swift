internal import Casework
internal import Docket
internal import Offences
internal import Store
internal import Vocabulary

/// What the parts of a case's page have in common.
struct CaseParts {
    let visit: Visit
    let say: CaseWords
    let one: WorkCase
    let part: CasePage.Part
    let token: String

    var words: Words { visit.words }
    var state: CaseState { one.state }
    /// The visitor's agency.
    var me: MemberID { MemberID(Int(visit.reader.agency.rawValue)) }
    /// Whether the visitor may do what is the lead's.
    var leads: Bool { state.lead == me && visit.reader.can(.leadCases) }
    /// Whether something may be done at all.
    var isOpen: Bool { state.stage != .closed }

    /// A part of the page under its heading.
    func panel(_ id: String, _ title: String, to h: inout HTML, content: (inout HTML) -> Void) {
        h(.section, .class("panel"), .id(id), .ariaLabelledBy("\(id)-heading")) { h in
            h(.h2, .id("\(id)-heading"), text: words(title))
            content(&h)
        }
    }

    /// A form that does something, folded away under its name.
    func folded(
        _ act: String,
        item: ItemID? = nil,
        prefix: String,
        to h: inout HTML,
        fields: (FormParts, inout HTML) -> Void
    ) {
        h(.details) { h in
            h(.summary, text: words("case.act.\(act)"))
            form(act, item: item, prefix: prefix, to: &h, fields: fields)
        }
    }

    /// A form that does something.
    func form(
        _ act: String,
        item: ItemID? = nil,
        prefix: String,
        to h: inout HTML,
        fields: (FormParts, inout HTML) -> Void
    ) {
        PostForm(visit: visit, action: "/cases/\(one.id)", token: token).write(to: &h) { h in
            CaseForm.event(to: &h)
            h(.input, .type("hidden"), .name("act"), .value(act))
            h(.input, .type("hidden"), .name("part"), .value(part.rawValue))
            if let item { h(.input, .type("hidden"), .name("item"), .value(item.rawValue)) }
            let parts = FormParts(words: words, prefix: prefix)
            fields(parts, &h)
            parts.button("case.act.\(act)", css: "quiet-button", to: &h)
        }
    }

    /// A form of a reason alone.
    func because(_ act: String, item: ItemID? = nil, prefix: String, to h: inout HTML) {
        folded(act, item: item, prefix: prefix, to: &h) { form, h in
            form.reason(label: "case.reason", to: &h)
        }
    }

    /// Fields that name a thing.
    func thing(
        _ form: FormParts,
        _ name: String = "thing",
        label: String,
        kinds: [String],
        required: Bool = true,
        to h: inout HTML
    ) {
        let options = kinds.map { (value: $0, text: say.kind($0)) }
        form.choice("\(name)_kind", label: "case.kind", options: options, to: &h)
        form.text("\(name)_id", label: label, required: required, hint: "case.thing_hint", to: &h)
    }

    /// A list of things, each with its page where it has one.
    func list(_ things: [CaseReference], to h: inout HTML) {
        guard !things.isEmpty else { return }
        h(.ul, .class("plain-list")) { h in for thing in things { h(.li) { h in say.write(thing, to: &h) } } }
    }

    /// Who and when, in small letters.
    func origin(_ origin: CaseOrigin, to h: inout HTML) {
        h(.small, .class("quiet"), text: say.origin(origin))
    }

    /// What became of an item.
    func end(_ end: CaseEnd?, to h: inout HTML) {
        guard let end else { return }
        h(.p) { h in
            h(.span, .class("tag"), text: words("case.end.\(end.how.rawValue)"))
            h.text(" ")
            h(.bdi, text: end.words)
            if let given = end.given {
                h.text(" · ")
                say.write(given, to: &h)
            }
            h.text(" ")
            origin(end.origin, to: &h)
        }
    }

    /// The kinds of things that are on file, which a case may come from or speak of.
    static let filed = [
        "finding", "record", "party", "site", "licence", "lot", "declaration", "detection", "incident", "grievance",
    ]
    /// The kinds of evidence.
    static let evidence = EvidenceReference.Kind.allCases.map(\.rawValue)
}
