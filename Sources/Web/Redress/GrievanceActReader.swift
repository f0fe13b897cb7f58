internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// Makes the fact that a form of a complaint says.
struct GrievanceActReader {
    let form: RemedyForm
    let one: GrievanceCase

    /// The fact of an act.
    ///
    /// - Throws: `SiteError` for a form that is none of ours; `Refusal` for what was filled in wrongly.
    func fact(_ word: String) throws -> GrievanceFact {
        switch word {
        case "acknowledge": .acknowledged(routes: form.has("told") ? Set(one.routes.map(\.id)) : [])
        case "admit": .admitted
        case "reject": .rejected(ground: try form.said("ground"))
        case "find": .found(try finding())
        case "offer": .offered(try offer())
        case "accept": .accepted(offer: present)
        case "refuse": .refused(offer: present, reason: try form.said("reason"))
        case "counter": .countered(offer: present, demand: try form.said("demand"))
        case "report-delivery": .deliveryReported(offer: try form.said("offer"), item: try form.said("item"))
        case "confirm": .deliveryConfirmed(offer: try form.said("offer"), item: try form.said("item"))
        case "deny":
            .deliveryDenied(
                offer: try form.said("offer"),
                item: try form.said("item"),
                reason: try form.said("reason")
            )
        case "appeal": .appealed(ground: try form.said("ground"))
        case "uphold": .appealDecided(upheld: true)
        case "dismiss": .appealDecided(upheld: false)
        case "mediate": .mediationOpened
        case "settle": .mediationEnded(agreed: true)
        case "fail-mediation": .mediationEnded(agreed: false)
        case "close":
            .closed(Closure(try choice("reason", Closure.Reason.self), askedSatisfaction: form.has("asked")))
        case "reopen": .reopened(reason: try form.said("reason"))
        case "withdraw": .withdrawn(reason: try form.said("reason"))
        default: try note(word)
        }
    }

    private func note(_ word: String) throws -> GrievanceFact {
        switch word {
        case "update": .updateSent
        case "ask": .informationAsked(try form.said("question"))
        case "answer": .informationGiven
        case "extend": .extended(days: try form.number("days"), reason: try form.said("reason"))
        case "declare-interest": .interestDeclared(hasConflict: try yes("conflict"))
        case "assign": .assigned(OrganisationID(AgencyNumber(rawValue: Int64(try form.number("to")))))
        case "categorise":
            .categorised(
                Set(form.form.all("categories").map(CategoryID.init(rawValue:))),
                isDangerous: form.has("danger")
            )
        case "name-respondents":
            .respondentsNamed(
                try form.organisations("respondent").union(one.file?.state.respondents ?? [])
            )
        case "represent": .represented(try GrievanceIntakePage.consent(form))
        case "offer-adviser": .adviserOffered(taken: try yes("taken"))
        case "share-documents": .documentsShared
        case "check-retaliation": .retaliationChecked(found: try yes("found"))
        case "report-retaliation": .retaliationReported(try form.said("what"))
        case "contact": .contactTried(try form.word("channel", Intake.Channel.self))
        case "name-cause": .causeNamed(try form.said("cause"))
        case "act-on-lesson": .lessonActedOn(try form.said("cause"))
        case "refer": .referred(RouteID(try form.said("route")), receipt: try filled("receipt"))
        case "publish": .outcomePublished
        case "survey": .surveyed(survey)
        case "rate": .rated(try form.number("rating"))
        default: throw SiteError(.badRequest)
        }
    }

    /// The questions that were answered.
    private var survey: [SurveyQuestion: Bool] {
        SurveyQuestion.allCases.reduce(into: [:]) { answers, question in
            switch form.form["survey_\(question.rawValue)"] {
            case "yes": answers[question] = true
            case "no": answers[question] = false
            default: break
            }
        }
    }

    /// The offer that waits for an answer.
    private var present: String { one.glimpse.offers.last?.offer.id ?? "" }

    private func filled(_ name: String) throws -> String? {
        let text = try form.said(name)
        return text.isEmpty ? nil : text
    }

    /// An answer that has to be given: nobody is taken to have said no.
    private func yes(_ name: String) throws -> Bool {
        switch form.form[name] {
        case "yes": true
        case "no": false
        default: throw Refusal(.nothingThere)
        }
    }

    /// A word that has to be chosen.
    private func choice<Word: RawRepresentable<String>>(_ name: String, _ type: Word.Type) throws -> Word {
        guard let word = form.form[name].flatMap(Word.init(rawValue:)) else { throw Refusal(.nothingThere) }
        return word
    }

    private func finding() throws -> Finding {
        let id = CategoryID(try form.said("category"))
        guard let category = one.table[id] else { throw Refusal(.unknownWord, [id.rawValue]) }
        return Finding(id, try choice("outcome", Finding.Outcome.self), by: category.standard)
    }

    private func offer() throws -> Offer {
        var items: [Offer.Item] = []
        for number in 1...GrievanceActForm.items {
            let what = try form.said("what_\(number)")
            guard what.contains(where: { !$0.isWhitespace }) else { continue }
            items.append(
                Offer.Item(
                    id: "\(number)",
                    form: try form.word("form_\(number)", Remedy.RemedyForm.self),
                    what: what,
                    money: try money("amount_\(number)")
                )
            )
        }
        return Offer(id: "\(one.glimpse.offers.count + 1)", items: items, hasWaiver: form.has("waiver"))
    }

    /// An amount such as `1500.00 MZN`.
    private func money(_ name: String) throws -> Money? {
        guard let text = form.form[name] else { return nil }
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 2, let currency = Currency(parts[1]), let money = try? Money(parts[0].utf8, currency)
        else {
            throw Refusal(.notANumber, [text])
        }
        return money
    }
}
