import Docket
import Offences
import Store
import Vocabulary

extension CaseOffice {
    /// Kinds of things that are looked up before a case names them: who writes has to see them.
    ///
    /// Exhibits and statements are known by what the case says of them.
    static let freeKinds: Set<String> = ["exhibit", "statement", "party-name"]

    /// Refuses to name what the reader does not see: nothing is learnt by naming it.
    func check(_ things: [CaseReference], as reader: Reader) async throws {
        for thing in things where !Self.freeKinds.contains(thing.kind) {
            guard try await store.isSeen(NamedByCase(thing.kind, thing.id), as: reader) else {
                throw CaseFault.noSuchThing(thing)
            }
        }
        for thing in things where thing.id.isEmpty { throw CaseFault.noSuchThing(thing) }
    }

    /// Refuses words that stand for no choice of the content.
    func check(_ deed: CaseDeed, _ act: CaseAct, in file: CaseFile) throws(CaseFault) {
        switch deed {
        case .offenceConsidered(let offence):
            guard shelf.catalogue[OffenceID(offence)] != nil else { throw .unknownWord(field: "offence") }
        case .proofOffered(_, let offer):
            let offence = ProofID(offer.proof).offence
            guard file.state.offences.contains(offence.rawValue),
                shelf.catalogue[offence]?.elements.contains(where: { element in
                    element.proofs.contains { $0.id.rawValue == offer.proof }
                }) == true
            else { throw .unknownWord(field: "proof") }
            guard EvidenceReference.Kind(rawValue: offer.rests.kind) != nil else { throw .unknownWord(field: "rests") }
            guard Bearing(rawValue: offer.says) != nil else { throw .unknownWord(field: "says") }
            guard EvidenceWeight(rawValue: offer.weight) != nil else { throw .unknownWord(field: "weight") }
        case .weighed(_, _, let consistency, _):
            guard HypothesisTable.Consistency(rawValue: consistency) != nil else {
                throw .unknownWord(field: "consistency")
            }
        case .stepAnswered(let step, _, _):
            guard shelf.catalogue.step(GuidanceID(step)) != nil else { throw .unknownWord(field: "step") }
        case .triaged(_, let card): try check(card, act)
        default: break
        }
    }

    /// A card may be proposed where the criteria let it be decided by the proposer and a second person.
    private func check(_ card: CaseTriage, _ act: CaseAct) throws(CaseFault) {
        guard let outcome = TriageOutcome(rawValue: card.decision) else { throw .unknownWord(field: "decision") }
        let reading = WorkCase.card(card, by: act.by, at: act.at).reading(by: shelf.triage, now: now)
        guard reading.unknownCriteria.isEmpty else { throw .unknownWord(field: "criterion") }
        let decision = TriageDecision(
            outcome,
            reason: card.reason,
            by: OfficerID(act.by),
            at: act.at,
            without: Set(card.without.map { CriterionID($0) }),
            done: Set(card.done.map { CriterionID($0) }),
            second: OfficerID("second")
        )
        do throws(TriageRefusal) { try decision.check(against: reading) } catch { throw .notTriaged(error) }
    }
}

extension ProofID {
    /// The offence that it belongs to: what stands before the first point.
    var offence: OffenceID { OffenceID(String(rawValue.prefix { $0 != "." })) }
}

extension CaseDeed {
    /// The things outside of the case that it names.
    var named: [CaseReference] {
        switch self {
        case .sourceAdded(let thing), .subjectAdded(let thing, _), .exhibitAdded(let thing): [thing]
        case .requestGiven(_, _, let thing): thing.map { [$0] } ?? []
        case .decided(_, let decision): decision.rests
        case .happened(_, let moment): moment.rests
        case .proofOffered(_, let offer): [offer.rests]
        case .weighed(_, let thing, _, _): [thing]
        case .triaged(_, let card): [card.subject] + card.answers.flatMap(\.rests)
        default: []
        }
    }
}
