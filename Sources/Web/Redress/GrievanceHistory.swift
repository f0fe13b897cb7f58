internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// What happened in a complaint, in words.
struct GrievanceHistory {
    let say: RemedyWords
    let one: GrievanceCase
    let file: GrievanceFile

    func write(to h: inout HTML) {
        let words = say.words
        h(.section, .class("panel"), .ariaLabelledBy("history")) { h in
            h(.h2, .id("history"), text: words("remedy.history"))
            h(.ol, .class("report-steps")) { h in
                for entry in file.entries {
                    h(.li) { h in
                        let day = say.day(file.rules.calendar.day(of: entry.at))
                        h(.strong, text: say.act(entry.fact.word))
                        h.text(" ")
                        h(.small, .class("quiet"), text: "\(day) · \(say.name(entry.author))")
                        let detail = detail(entry.fact)
                        if !detail.isEmpty { h(.p, .class("said")) { h in h(.bdi, text: detail) } }
                        if entry.correctedBy != nil { h(.p, .class("quiet"), text: words("remedy.corrected")) }
                    }
                }
            }
            setAside(to: &h)
        }
    }

    /// Events that are kept and do not count, each with its reason.
    private func setAside(to h: inout HTML) {
        guard !file.setAside.isEmpty else { return }
        h(.h3, text: say.words("remedy.set_aside"))
        h(.ul) { h in
            for (id, refusal) in file.setAside.sorted(by: { $0.key < $1.key }) {
                h(.li, text: "\(id.rawValue): \(say.refusal(refusal).joined(separator: " "))")
            }
        }
    }

    private func label(_ route: RouteID) -> String {
        one.table.routes.first { $0.id == route }?.label[say.language] ?? route.rawValue
    }

    private func label(_ category: CategoryID) -> String {
        one.table[category]?.label[say.language] ?? category.rawValue
    }

    private func yesNo(_ flag: Bool) -> String { say.words(flag ? "yes_no.1" : "yes_no.0") }

    func detail(_ fact: GrievanceFact) -> String {
        let words = say.words
        switch fact {
        case .lodged(let intake):
            let channel = words("remedy.channel.\(intake.channel.rawValue)")
            let language = words.token("remedy.language", intake.language)
            return "\(channel), \(language), \(bringer(intake.bringer))"
        case .acknowledged(let routes), .routesOffered(let routes):
            return routes.map(label).sorted().joined(separator: ", ")
        case .categorised(let categories, _): return categories.map(label).sorted().joined(separator: ", ")
        case .respondentsNamed(let all): return all.map { say.name($0) }.sorted().joined(separator: ", ")
        case .rejected(let text), .appealed(let text), .informationAsked(let text), .retaliationReported(let text),
            .causeNamed(let text), .lessonActedOn(let text), .reopened(let text), .withdrawn(let text):
            return text
        case .assigned(let id): return say.name(id)
        case .interestDeclared(let flag), .retaliationChecked(let flag), .adviserOffered(let flag):
            return yesNo(flag)
        case .appealDecided(let upheld): return words(upheld ? "remedy.act.uphold" : "remedy.act.dismiss")
        case .mediationEnded(let agreed): return words(agreed ? "remedy.act.settle" : "remedy.act.fail-mediation")
        case .found(let finding):
            let standard = words("remedy.standard.\(finding.standard.rawValue)")
            return "\(label(finding.category)): \(words("remedy.finding.\(finding.outcome.rawValue)")) (\(standard))"
        case .offered(let offer): return offer.items.map(item).joined(separator: "; ")
        case .refused(_, let reason): return reason
        case .countered(_, let demand): return demand
        case .deliveryReported(let offer, let id), .deliveryConfirmed(let offer, let id): return item(offer, id)
        case .deliveryDenied(let offer, let id, let reason): return "\(item(offer, id)): \(reason)"
        case .closed(let closure): return words("remedy.closure.\(closure.reason.rawValue)")
        case .referred(let route, let receipt): return label(route) + (receipt.map { " (\($0))" } ?? "")
        case .extended(let days, let reason): return words.plural("remedy.value.days", days) + ": " + reason
        case .contactTried(let channel): return words("remedy.channel.\(channel.rawValue)")
        case .rated(let rating): return words("remedy.rating.\(rating)")
        case .surveyed(let answers):
            return SurveyQuestion.allCases.compactMap { question in
                answers[question].map { "\(words("remedy.survey.\(question.rawValue)")) \(yesNo($0))" }
            }
            .joined(separator: " ")
        case .represented, .admitted, .accepted, .mediationOpened, .informationGiven, .documentsShared, .updateSent,
            .outcomePublished:
            return ""
        }
    }

    private func bringer(_ bringer: Intake.Bringer) -> String {
        switch bringer {
        case .person: say.words("remedy.bringer.person")
        case .group(let count): say.words("remedy.bringer.group") + " (\(count))"
        case .representative: say.words("remedy.bringer.representative")
        case .anonymous: say.words("remedy.bringer.anonymous")
        }
    }

    private func item(_ item: Offer.Item) -> String {
        let form = say.words("remedy.form.\(item.form.rawValue)")
        let money = item.money.map { ", \(say.words.money(minor: $0.minorUnits, currency: $0.currency.code))" } ?? ""
        return "\(item.what) (\(form)\(money))"
    }

    private func item(_ offer: String, _ id: String) -> String {
        one.glimpse.offers.last { $0.offer.id == offer }?.offer.items.first { $0.id == id }?.what ?? id
    }
}
