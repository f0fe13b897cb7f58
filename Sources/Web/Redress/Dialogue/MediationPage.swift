internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// One mediation, for the mediator and the parties: nobody else is told that there is one.
struct MediationPage {
    let visit: Visit
    let say: RemedyWords
    let one: MediationCase
    let promises: [CommitmentCase]
    let agencies: [(value: String, text: String)]
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        try await page(visit, RedressRoutes.number(id)).response
    }

    private static func page(_ visit: Visit, _ id: Int64) async throws -> MediationPage {
        let office = visit.services.redress
        guard let one = try await office.mediation(id, as: visit.reader) else { throw SiteError(.notFound) }
        return MediationPage(
            visit: visit,
            say: try await RemedyWords.ofDialogue(visit),
            one: one,
            promises: try await office.commitments(madeIn: id, as: visit.reader),
            agencies: try await RemedyForm.agencies(visit)
        )
    }

    /// Proposes a mediation.
    static func propose(_ visit: Visit, request: Request) async throws -> Response {
        let form = RemedyForm(visit: visit, form: try await visit.form(request))
        do {
            let (site, beside) = (try form.said("site"), try form.line("beside"))
            let others = try form.said("others").split(separator: "\n").map(String.init)
            let draft = MediationDraft(
                title: try form.line("title"),
                agencies: Set(form.form.all("agencies").compactMap { Int64($0) }.map(AgencyNumber.init(rawValue:))),
                others: others.filter { $0.contains { !$0.isWhitespace } },
                isGrave: form.has("grave"),
                beside: beside.isEmpty ? nil : beside,
                site: site.isEmpty ? nil : site
            )
            let id = try await visit.services.redress.propose(
                draft,
                event: try form.event,
                at: try form.moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.said", at: "/dialogue/mediations/\(id)")
        } catch { return try await DialoguePage.again(visit, error) }
    }

    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = RemedyForm(visit: visit, form: try await visit.form(request))
        let number = try RedressRoutes.number(id)
        let office = visit.services.redress
        guard let one = try await office.mediation(number, as: visit.reader) else { throw SiteError(.notFound) }
        do {
            let (event, moment) = (try form.event, try form.moment)
            switch form.form["act"] {
            case "commit":
                let draft = try form.promise()
                _ = try await office.make(draft, inMediation: number, event: event, at: moment, by: visit.reader)
            case "settle": try await office.settle(mediation: number, event: event, at: moment, by: visit.reader)
            default:
                let (fact, part, voice) = try said(form, one)
                try await office.say(
                    fact,
                    as: part,
                    for: voice,
                    inMediation: number,
                    event: event,
                    at: moment,
                    by: visit.reader
                )
            }
            return visit.confirm("remedy.done.said", at: "/dialogue/mediations/\(number)")
        } catch {
            var page = try await page(visit, number)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    /// What a form says, as whom, and for whom it is written down.
    private static func said(
        _ form: RemedyForm,
        _ one: MediationCase
    ) throws -> (MediationFact, RemedyPart, Author.Part?) {
        let part: RemedyPart = form.form["part"] == RemedyPart.party.rawValue ? .party : .chair
        let voice = form.form["for"].flatMap { Int($0) }.flatMap {
            one.spokenFor.indices.contains($0) ? one.spokenFor[$0] : nil
        }
        let fact: MediationFact =
            switch form.form["act"] {
            case "agree": .agreed
            case "decline": .declined(reason: try form.said("reason"))
            case "appoint": .mediatorAccepted(id: try form.said("mediator"))
            case "accept-terms": .termsAccepted
            case "leave": .left(reason: try form.said("reason"))
            case "meet": .met(minutes: try form.said("minutes"))
            case "propose-terms": .termsProposed(try form.said("terms"))
            case "fail": .failed(reason: try form.said("reason"))
            default: throw SiteError(.badRequest)
            }
        return (fact, part, voice)
    }

    // MARK: The page

    private var leads: Bool { one.cover.parts.contains(.chair) }
    private var isParty: Bool { one.cover.parts.contains(.party) }
    private var place: String { "/dialogue/mediations/\(one.id)" }
    private var parts: RemedyParts { RemedyParts(visit: visit, say: say) }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: one.cover.title,
            section: "/dialogue",
            hasForm: leads || isParty,
            marking: one.cover.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/dialogue")), text: words("nav.dialogue")) }
            h(.h1) { h in h(.bdi, text: one.cover.title) }
            FormFault(sentences: faults).write(to: &h)
            h(.p, .class("notice"), text: words("dialogue.confidential"))
            standing(to: &h)
            if isParty || leads { forms(token: token, to: &h) }
            if !promises.isEmpty {
                parts.panel("promises", "remedy.promises", to: &h) { h in
                    CommitmentTable(visit: visit, say: say, commitments: promises).write(to: &h)
                }
            }
            parts.history(one.file.entries, one.procedure, to: &h, detail: detail)
        }
    }

    private func names(_ parties: Set<Author.Part>) -> String {
        parties.map { say.name(Author("", $0)) }.sorted().joined(separator: ", ")
    }

    private func standing(to h: inout HTML) {
        let state = one.file.state
        parts.panel("standing", "remedy.standing", to: &h) { h in
            h(.dl, .class("particulars")) { h in
                parts.pair("remedy.step", one.step?.label[say.language] ?? "", to: &h)
                if one.step?.isEnd == false {
                    parts.pair("remedy.due", say.due(one.due, overdue: one.overdue), to: &h)
                }
                parts.pair("dialogue.parties", names(state.parties), to: &h)
                parts.pair("dialogue.agreed", names(state.agreed), to: &h)
                parts.pair("dialogue.mediator", state.mediator.map(mediator) ?? "", to: &h)
                parts.pair("dialogue.terms", state.terms ?? "", to: &h)
                parts.pair("dialogue.takers", names(state.takers), to: &h)
                parts.pair("remedy.reason", state.endedBecause ?? "", to: &h)
                parts.pair("remedy.site", one.cover.site ?? "", to: &h)
            }
        }
    }

    /// A mediator is an account: of which agency, and the visitor's own where it is.
    private func mediator(_ id: String) -> String {
        let own = visit.reader.person.map { "person-\($0.rawValue)" } ?? "owner"
        let number = id.drop { $0 != "-" }.dropFirst()
        let about = visit.words(
            "dialogue.mediator_of",
            ["agency": say.name(one.cover.owner), "number": number.isEmpty ? "–" : String(number)]
        )
        return id == own ? "\(about) (\(visit.words("dialogue.you")))" : about
    }

    private func forms(token: String, to h: inout HTML) {
        let allowed = Set(one.allowed.map(\.act))
        var acts = ["agree", "appoint", "decline", "leave"].filter(allowed.contains)
        if one.file.state.terms != nil, allowed.contains("settle") { acts.insert("accept-terms", at: 0) }
        parts.panel("next", "remedy.next", to: &h) { h in
            if isParty {
                for act in acts { form(act, .party, token, to: &h) }
            }
            if leads {
                if !one.spokenFor.isEmpty { for act in acts { form(act, .chair, token, to: &h) } }
                let own = ["meet", "propose-terms", "fail"].filter(allowed.contains)
                for act in own + (allowed.contains("settle") ? ["commit", "settle"] : []) {
                    form(act, .chair, token, to: &h)
                }
            }
        }
    }

    private static let ofParties: Set<String> = ["agree", "appoint", "decline", "leave", "accept-terms"]

    private func form(_ act: String, _ part: RemedyPart, _ token: String, to h: inout HTML) {
        let words = visit.words
        parts.act(act, at: place, prefix: "\(part.rawValue)-\(act)-", token: token, to: &h) { parts, h in
            h(.input, .type("hidden"), .name("part"), .value(part.rawValue))
            if part == .chair, Self.ofParties.contains(act) {
                let options = one.spokenFor.enumerated().map { ("\($0)", say.name(Author("", $1))) }
                parts.choice("for", label: "dialogue.says_so", options: options, to: &h)
            }
            switch act {
            case "appoint":
                parts.choice("mediator", label: "dialogue.mediator", options: mediators, to: &h)
            case "decline", "leave", "fail": parts.area("reason", label: "remedy.reason", required: true, to: &h)
            case "meet": parts.area("minutes", label: "dialogue.minutes", required: true, to: &h)
            case "propose-terms": parts.area("terms", label: "dialogue.terms", required: true, to: &h)
            case "commit":
                self.parts.promise(parts, confirmers: [], agencies, to: &h)
                parts.tick("public", label: "remedy.is_public", to: &h)
            case "settle": h(.p, .class("hint"), text: words("dialogue.settle_about"))
            default: break
            }
        }
    }

    private var mediators: [(value: String, text: String)] {
        var ids = one.mediators
        if leads {
            let own = visit.reader.person.map { "person-\($0.rawValue)" } ?? "owner"
            if !ids.contains(own) { ids.append(own) }
        }
        return ids.map { ($0, mediator($0)) }
    }

    private func detail(_ fact: MediationFact) -> String {
        switch fact {
        case .proposed(let parties, _, _): names(parties)
        case .declined(let text), .failed(let text), .left(let text), .met(let text), .termsProposed(let text): text
        case .mediatorAccepted(let id): mediator(id)
        case .settled(let made):
            promises.filter { made.contains(CaseID($0.id)) }.map(\.cover.title).joined(separator: "; ")
        case .agreed, .termsAccepted: ""
        }
    }
}
