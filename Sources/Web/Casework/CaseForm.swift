internal import Casework
internal import Docket
internal import Foundation
internal import Offences
internal import Store
internal import Vocabulary

/// What a form of a case says.
struct CaseForm {
    static let eventName = "event"

    let form: QueryString

    /// Writes the hidden id by which a form that is sent twice is one act.
    static func event(to h: inout HTML) {
        h(.input, .type("hidden"), .name(eventName), .value(UUID().uuidString.lowercased()))
    }

    var event: String {
        get throws(SiteError) {
            let text = try form.need(Self.eventName)
            guard text.utf8.count <= 64, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw SiteError(.badRequest)
            }
            return text
        }
    }

    func said(_ name: String) throws(CaseFault) -> String { try CaseOffice.text(form[name] ?? "") }

    func line(_ name: String) throws(CaseFault) -> String {
        try said(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    func has(_ name: String) -> Bool { form[name] != nil }

    private func agency(_ name: String) throws(SiteError) -> MemberID {
        guard let number = form[name].flatMap({ Int($0) }) else { throw SiteError(.badRequest) }
        return MemberID(number)
    }

    /// A thing: its kind, and its identifier as somebody typed it.
    private func thing(_ name: String) throws -> CaseReference {
        CaseReference(try form.need("\(name)_kind"), try line("\(name)_id"))
    }

    private func things(_ name: String) throws -> [CaseReference] {
        try line("\(name)_id").isEmpty ? [] : [thing(name)]
    }

    /// The item that is new by this form, or the one that it is about.
    private var fresh: ItemID { get throws(SiteError) { ItemID(try event) } }
    private var item: ItemID { get throws(SiteError) { ItemID(try form.need("item")) } }

    /// What is to be done.
    ///
    /// - Throws: ``SiteError`` for a form that no page of ours has; `CaseFault` for words that are none.
    func deed() throws -> CaseDeed {
        let reason = try said("reason")
        switch try form.need("act") {
        case "described": return .described(title: try line("title"), summary: try said("summary"))
        case "paused": return .paused(reason: reason)
        case "resumed": return .resumed(reason: reason)
        case "reopened": return .reopened(reason: reason)
        case "closed":
            guard let outcome = form["outcome"].flatMap(CaseOutcome.init(rawValue:)) else {
                throw SiteError(.badRequest)
            }
            return .closed(outcome, reason: reason, lessons: try said("lessons"))
        case "marked":
            let marking = form["marking"].flatMap { Int($0) }.flatMap(HandlingMarking.init(rawValue:))
            return .marked(marking?.label ?? "", reason: reason)
        case "partner-added": return .partnerAdded(try agency("agency"), reason: reason)
        case "partner-removed": return .partnerRemoved(try agency("agency"), reason: reason)
        case "lead-moved": return .leadMoved(try agency("agency"), reason: reason)
        case "made-known": return .madeKnown(has("known"))
        case "source-added": return .sourceAdded(try thing("thing"))
        case "subject-added": return .subjectAdded(try thing("thing"), role: try line("role"))
        case "subject-removed": return .subjectRemoved(try thing("thing"), reason: reason)
        case "exhibit-added": return .exhibitAdded(try thing("thing"))
        default: return try work()
        }
    }

    private func work() throws -> CaseDeed {
        let reason = try said("reason")
        switch try form.need("act") {
        case "note-written": return .noteWritten(try fresh, text: try said("text"))
        case "note-revised": return .noteRevised(try item, text: try said("text"))
        case "task-set":
            let due = try line("due")
            let task = CaseTask(try line("text"), of: try agency("agency"), due: due.isEmpty ? nil : due)
            return .taskSet(try fresh, task)
        case "task-done": return .taskDone(try item, words: reason)
        case "task-dropped": return .taskDropped(try item, reason: reason)
        case "requested":
            let request = CaseRequest(
                to: try agency("agency"),
                for: try line("what"),
                because: reason,
                due: try line("due")
            )
            return .requested(try fresh, request)
        case "request-given": return .requestGiven(try item, words: reason, try things("thing").first)
        case "request-refused": return .requestRefused(try item, reason: reason)
        case "request-withdrawn": return .requestWithdrawn(try item, reason: reason)
        case "decided":
            let instead = try said("instead").split(separator: "\n").map(String.init)
            let decision = CaseDecision(
                try line("what"),
                because: reason,
                insteadOf: instead.filter { $0.contains { !$0.isWhitespace } },
                rests: try things("thing")
            )
            return .decided(try fresh, decision)
        default: return try evidence()
        }
    }

    private func evidence() throws -> CaseDeed {
        let reason = try said("reason")
        switch try form.need("act") {
        case "happened":
            return .happened(
                try fresh,
                CaseMoment(try line("when"), try said("what"), rests: try things("thing"))
            )
        case "moment-struck": return .momentStruck(try item, reason: reason)
        case "acts-dated": return .actsDated(from: try line("from"), to: try line("to"))
        case "offence-considered": return .offenceConsidered(try form.need("offence"))
        case "offence-dropped": return .offenceDropped(try form.need("offence"), reason: reason)
        case "proof-offered":
            let offer = ProofOffer(
                of: try form.need("proof"),
                rests: try thing("thing"),
                says: try form.need("says"),
                weight: try form.need("weight"),
                words: reason
            )
            return .proofOffered(try fresh, offer)
        case "proof-looked-at": return .proofLookedAt(try item, agrees: form["agrees"] == "yes", words: reason)
        case "proof-withdrawn": return .proofWithdrawn(try item, reason: reason)
        case "proof-withdrawal-agreed": return .proofWithdrawalAgreed(try item, words: reason)
        case "hypothesis-stated":
            return .hypothesisStated(try fresh, text: try said("text"), isInnocent: has("innocent"))
        case "hypothesis-dropped": return .hypothesisDropped(try item, reason: reason)
        case "weighed":
            return .weighed(try item, try thing("thing"), consistency: try form.need("consistency"), words: reason)
        case "step-answered":
            return .stepAnswered(try form.need("step"), isDone: form["outcome"] == "done", words: reason)
        case "triaged": return .triaged(try fresh, try card(reason))
        case "triage-looked-at": return .triageLookedAt(try item, agrees: form["agrees"] == "yes", words: reason)
        default: throw SiteError(.badRequest)
        }
    }

    private func card(_ reason: String) throws -> CaseTriage {
        let rests = try things("thing")
        let answers = try form.items.filter { $0.name.hasPrefix("criterion-") && !$0.value.isEmpty }.map { field in
            let criterion = String(field.name.dropFirst("criterion-".count))
            guard ["yes", "no", "unknown"].contains(field.value) else { throw SiteError(.badRequest) }
            return (criterion, field.value)
        }
        let unknown = answers.filter { $0.1 == "unknown" }.map(\.0)
        let first = answers.filter { $0.1 == "yes" }.map(\.0)
        return CaseTriage(
            of: try thing("subject"),
            answers: try answers.filter { $0.1 != "unknown" }.map { criterion, says in
                .init(criterion, says == "yes", words: try line("words-\(criterion)"), rests: rests)
            },
            decision: try form.need("decision"),
            because: reason,
            without: has("without") ? unknown : [],
            done: has("first_done") ? first : []
        )
    }
}
