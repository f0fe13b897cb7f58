import Formats
import Vocabulary

extension GrievanceFact: CodedFact {
    /// What it says, besides the word.
    public var fields: [FactField] {
        switch self {
        case .lodged(let intake): intake.fields
        case .acknowledged(let routes), .routesOffered(let routes): [FactField("routes", routes.map(\.rawValue))]
        case .categorised(let categories, let isDangerous):
            [FactField("categories", categories.map(\.rawValue)), FactField("danger", isDangerous)]
        case .respondentsNamed(let respondents): [FactField("respondents", respondents.map(\.rawValue))]
        case .represented(let consent): [FactField("consent", consent.json)]
        case .rejected(let ground), .appealed(let ground): [FactField("ground", ground)]
        case .assigned(let organisation): [FactField("to", organisation.rawValue)]
        case .interestDeclared(let hasConflict): [FactField("conflict", hasConflict)]
        case .found(let finding):
            [
                FactField("category", finding.category.rawValue), FactField("outcome", finding.outcome.rawValue),
                FactField("standard", finding.standard.rawValue),
            ]
        case .offered(let offer): offer.fields
        case .accepted(let offer): [FactField("offer", offer)]
        case .refused(let offer, let reason): [FactField("offer", offer), FactField("reason", reason)]
        case .countered(let offer, let demand): [FactField("offer", offer), FactField("demand", demand)]
        case .deliveryReported(let offer, let item), .deliveryConfirmed(let offer, let item):
            [FactField("offer", offer), FactField("item", item)]
        case .deliveryDenied(let offer, let item, let reason):
            [FactField("offer", offer), FactField("item", item), FactField("reason", reason)]
        case .appealDecided(let upheld): [FactField("upheld", upheld)]
        case .mediationEnded(let agreed): [FactField("agreed", agreed)]
        case .closed(let closure):
            [FactField("reason", closure.reason.rawValue), FactField("asked", closure.askedSatisfaction)]
        case .reopened(let reason), .withdrawn(let reason): [FactField("reason", reason)]
        case .referred(let route, let receipt):
            [FactField("route", route.rawValue)] + (receipt.map { [FactField("receipt", $0)] } ?? [])
        case .informationAsked(let question): [FactField("question", question)]
        case .extended(let days, let reason): [FactField("days", days), FactField("reason", reason)]
        case .retaliationChecked(let found): [FactField("found", found)]
        case .retaliationReported(let what): [FactField("what", what)]
        case .contactTried(let channel): [FactField("channel", channel.rawValue)]
        case .adviserOffered(let taken): [FactField("taken", taken)]
        case .causeNamed(let cause), .lessonActedOn(let cause): [FactField("cause", cause)]
        case .rated(let rating): [FactField("rating", rating)]
        case .surveyed(let answers):
            [
                FactField(
                    "answers",
                    .object(
                        answers.sorted { $0.key.rawValue < $1.key.rawValue }
                            .map { JSONNode.Member($0.key.rawValue, .bool($0.value)) }
                    )
                )
            ]
        case .admitted, .mediationOpened, .informationGiven, .documentsShared, .updateSent, .outcomePublished: []
        }
    }

    /// Reads the fact of a word; nil if there is no such word.
    public init?(word: String, reading fields: inout FactFields) {
        switch word {
        case "lodge": self = .lodged(Intake(reading: &fields))
        case "acknowledge": self = .acknowledged(routes: Set(fields.texts("routes").map(RouteID.init(rawValue:))))
        case "offer-routes": self = .routesOffered(Set(fields.texts("routes").map(RouteID.init(rawValue:))))
        case "categorise":
            let categories = Set(fields.texts("categories").map(CategoryID.init(rawValue:)))
            self = .categorised(categories, isDangerous: fields.flag("danger"))
        case "name-respondents":
            self = .respondentsNamed(Set(fields.texts("respondents").map(OrganisationID.init(rawValue:))))
        case "represent": self = .represented(fields.consent("consent"))
        case "admit": self = .admitted
        case "reject": self = .rejected(ground: fields.said("ground"))
        case "assign": self = .assigned(OrganisationID(fields.said("to")))
        case "declare-interest": self = .interestDeclared(hasConflict: fields.flag("conflict"))
        case "find":
            let category = CategoryID(fields.said("category"))
            let outcome = fields.word("outcome", else: Finding.Outcome.established)
            self = .found(
                Finding(category, outcome, by: fields.word("standard", else: ComplaintCategory.Standard.plausible))
            )
        case "offer": self = .offered(Offer(reading: &fields))
        case "accept": self = .accepted(offer: fields.said("offer"))
        case "refuse": self = .refused(offer: fields.said("offer"), reason: fields.said("reason"))
        case "counter": self = .countered(offer: fields.said("offer"), demand: fields.said("demand"))
        case "report-delivery": self = .deliveryReported(offer: fields.said("offer"), item: fields.said("item"))
        case "confirm": self = .deliveryConfirmed(offer: fields.said("offer"), item: fields.said("item"))
        case "deny":
            let (offer, item) = (fields.said("offer"), fields.said("item"))
            self = .deliveryDenied(offer: offer, item: item, reason: fields.said("reason"))
        default:
            guard let fact = Self(laterWord: word, reading: &fields) else { return nil }
            self = fact
        }
    }

    private init?(laterWord word: String, reading fields: inout FactFields) {
        switch word {
        case "appeal": self = .appealed(ground: fields.said("ground"))
        case "decide-appeal": self = .appealDecided(upheld: fields.flag("upheld"))
        case "mediate": self = .mediationOpened
        case "end-mediation": self = .mediationEnded(agreed: fields.flag("agreed"))
        case "close":
            let reason = fields.word("reason", else: Closure.Reason.unresolved)
            self = .closed(Closure(reason, askedSatisfaction: fields.flag("asked")))
        case "reopen": self = .reopened(reason: fields.said("reason"))
        case "withdraw": self = .withdrawn(reason: fields.said("reason"))
        case "refer": self = .referred(RouteID(fields.said("route")), receipt: fields.saidIfThere("receipt"))
        case "ask": self = .informationAsked(fields.said("question"))
        case "answer": self = .informationGiven
        case "extend": self = .extended(days: fields.number("days"), reason: fields.said("reason"))
        case "check-retaliation": self = .retaliationChecked(found: fields.flag("found"))
        case "report-retaliation": self = .retaliationReported(fields.said("what"))
        case "contact": self = .contactTried(fields.word("channel", else: Intake.Channel.phone))
        case "offer-adviser": self = .adviserOffered(taken: fields.flag("taken"))
        case "share-documents": self = .documentsShared
        case "update": self = .updateSent
        case "name-cause": self = .causeNamed(fields.said("cause"))
        case "act-on-lesson": self = .lessonActedOn(fields.said("cause"))
        case "publish": self = .outcomePublished
        case "rate": self = .rated(fields.number("rating"))
        case "survey":
            let answers = fields.inside("answers") { fields in
                SurveyQuestion.allCases.reduce(into: [SurveyQuestion: Bool]()) { answers, question in
                    answers[question] = fields.flagIfThere(question.rawValue)
                }
            }
            self = .surveyed(answers ?? [:])
        default: return nil
        }
    }
}

extension Intake {
    var fields: [FactField] {
        [
            FactField("bringer", bringer.json), FactField("channel", channel.rawValue), FactField("language", language),
            FactField("sex", sex.rawValue), FactField("categories", categories.map(\.rawValue)),
            FactField("danger", isDangerous), FactField("respondents", respondents.map(\.rawValue)),
            FactField("assisted", wasAssisted),
        ]
    }

    init(reading fields: inout FactFields) {
        self.init(
            bringer: fields.inside("bringer") { $0.bringer() } ?? .person,
            channel: fields.word("channel", else: .web),
            language: fields.said("language"),
            sex: fields.word("sex", else: .notSaid),
            categories: Set(fields.texts("categories").map(CategoryID.init(rawValue:))),
            isDangerous: fields.flag("danger"),
            respondents: Set(fields.texts("respondents").map(OrganisationID.init(rawValue:))),
            wasAssisted: fields.flag("assisted")
        )
    }
}

extension Intake.Bringer {
    var json: JSONNode {
        func object(_ who: String, _ more: [JSONNode.Member] = []) -> JSONNode {
            .object([JSONNode.Member("who", .string(who))] + more)
        }
        switch self {
        case .person: return object("person")
        case .anonymous: return object("anonymous")
        case .group(let count): return object("group", [JSONNode.Member("count", .integer(count))])
        case .representative(let consent):
            return object("representative", [JSONNode.Member("consent", consent.json)])
        }
    }
}

extension Consent {
    var json: JSONNode {
        switch self {
        case .given(let day, let how):
            .object([JSONNode.Member("day", .string(day.text)), JSONNode.Member("how", .string(how))])
        case .impossible(let cause): .object([JSONNode.Member("impossible", .string(cause.rawValue))])
        }
    }
}

extension FactFields {
    mutating func bringer() -> Intake.Bringer {
        let place = take("who")
        switch place?.json.string {
        case "person": return .person
        case "anonymous": return .anonymous
        case "group": return .group(number("count"))
        case "representative": return .representative(consent("consent"))
        default:
            if let place { reader.fault(place, "expected who brings it") }
            return .person
        }
    }

    mutating func consent(_ name: String) -> Consent {
        inside(name) { fields in
            if let cause = fields.takeIfThere("impossible") {
                return .impossible(fields.reader.word(cause, Consent.Cause.self) ?? .missing)
            }
            return .given(fields.day("day"), how: fields.said("how"))
        } ?? .impossible(.missing)
    }
}
