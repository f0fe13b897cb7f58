public import Docket
public import Offences
public import Store
public import Vocabulary

/// A case as somebody sees it.
public struct WorkCase: Sendable {
    /// What lists tell of it.
    public let cover: CaseCover
    /// What was done, as far as the reader's agency sees it.
    public let file: CaseFile
    /// The content about offences.
    public let shelf: OffenceShelf
    /// The moment of looking.
    public let now: UTCInstant

    /// Its number.
    public var id: Int64 { cover.id }
    /// What is so in it.
    public var state: CaseState { file.state }

    /// The offences that are looked at.
    public var offences: [OffenceChecklist] { state.offences.compactMap { shelf.catalogue[OffenceID($0)] } }

    /// An offence with what the case holds for each of its elements.
    public func board(of offence: OffenceChecklist) -> ElementBoard {
        let proofs = Set(offence.elements.flatMap(\.proofs).map(\.id.rawValue))
        return ElementBoard(
            offence,
            law: shelf.law,
            acts: state.days,
            entries: state.proofs.filter { proofs.contains($0.content.offer.proof) }.compactMap(Self.entry),
            now: now
        )
    }

    private static func entry(_ item: CaseState.Item<CaseState.Proof>) -> BoardEntry? {
        let offer = item.content.offer
        guard let kind = EvidenceReference.Kind(rawValue: offer.rests.kind), let says = Bearing(rawValue: offer.says),
            let weight = EvidenceWeight(rawValue: offer.weight)
        else { return nil }
        return BoardEntry(
            id: BoardEntryID(item.id.rawValue),
            proof: ProofID(offer.proof),
            rests: EvidenceReference(kind, offer.rests.id),
            says: says,
            weight: weight,
            words: offer.words,
            by: OfficerID(item.origin.by),
            at: item.origin.at,
            looks: item.content.looks.map {
                .init(by: OfficerID($0.origin.by), at: $0.origin.at, agrees: $0.agrees, words: $0.words)
            },
            withdrawal: item.end.map {
                .init(
                    by: OfficerID($0.origin.by),
                    at: $0.origin.at,
                    reason: $0.words,
                    confirmedBy: (item.content.agreed?.origin.by).map { OfficerID($0) }
                )
            }
        )
    }

    /// The evidence that somebody has weighed or offered, each piece once.
    public var pieces: [CaseReference] {
        let named =
            state.weighings.map(\.rests) + state.proofs.filter { $0.end == nil }.map(\.content.offer.rests)
            + state.exhibits
        var seen: Set<CaseReference> = []
        return named.filter { seen.insert($0).inserted }
    }

    /// Everything outside of the case that it names, each once.
    public var named: Set<CaseReference> {
        var named = Set(state.sources).union(state.subjects.keys).union(pieces)
        for proof in state.proofs { named.insert(proof.content.offer.rests) }
        for moment in state.moments { named.formUnion(moment.content.rests) }
        for decision in state.decisions { named.formUnion(decision.content.rests) }
        for triage in state.triages { named.insert(triage.content.card.subject) }
        return named
    }

    /// The hypotheses that stand.
    public var hypotheses: [CaseState.Item<CaseState.Hypothesis>] { state.hypotheses.filter { $0.end == nil } }

    /// The hypotheses against the evidence.
    ///
    /// - Throws: `HypothesisTable.Fault` where there are fewer than two, or none of them is innocent.
    public func table() throws(HypothesisTable.Fault) -> HypothesisTable {
        var table = try HypothesisTable(
            hypotheses: hypotheses.map { .init($0.id.rawValue, $0.content.text, isInnocent: $0.content.isInnocent) },
            pieces: pieces.map { piece in
                .init(
                    piece.text,
                    piece.text,
                    rests: EvidenceReference.Kind(rawValue: piece.kind).map { EvidenceReference($0, piece.id) }
                )
            }
        )
        let standing = Set(hypotheses.map(\.id))
        for weighing in state.weighings where standing.contains(weighing.hypothesis) {
            guard let consistency = HypothesisTable.Consistency(rawValue: weighing.consistency) else { continue }
            try table.rate(weighing.rests.text, against: weighing.hypothesis.rawValue, consistency)
        }
        return table
    }

    /// The steps of the parallel financial investigation that the offences call for.
    public var financial: FinancialPrompts {
        FinancialPrompts(
            for: offences,
            in: shelf.catalogue,
            opened: file.acts.first?.at ?? now,
            answers: state.steps.map { step, answer in
                FinancialAnswer(
                    step: GuidanceID(step),
                    outcome: answer.isDone ? .done : .notApplicable,
                    words: answer.words,
                    by: OfficerID(answer.origin.by),
                    at: answer.origin.at
                )
            },
            now: now
        )
    }

    /// Offences that those looked at suggest looking at as well.
    public var convergence: ConvergencePrompts {
        let dropped = file.acts.compactMap { act -> OffenceID? in
            guard case .offenceDropped(let offence, _) = act.deed else { return nil }
            return OffenceID(offence)
        }
        return ConvergencePrompts(for: Set(offences.map(\.id)), answered: Set(dropped), in: shelf.catalogue)
    }

    /// What the criteria say of a triage card.
    public func reading(of item: CaseState.Item<CaseState.Triage>) -> TriageReading {
        Self.card(item.content.card, by: item.origin.by, at: item.origin.at).reading(by: shelf.triage, now: now)
    }

    static func card(_ card: CaseTriage, by person: String, at moment: UTCInstant) -> TriageCard {
        TriageCard(
            card.answers.map { answer in
                TriageCard.Answer(
                    CriterionID(answer.criterion),
                    answer.isSo ? .yes : .no,
                    rests: answer.rests.compactMap { rests in
                        EvidenceReference.Kind(rawValue: rests.kind).map { EvidenceReference($0, rests.id) }
                    },
                    words: answer.words,
                    by: OfficerID(person),
                    at: moment
                )
            }
        )
    }

    /// Whether a triage card counts: where two persons are needed, the second has agreed.
    public func counts(_ item: CaseState.Item<CaseState.Triage>) -> Bool {
        let reading = reading(of: item)
        guard let outcome = TriageOutcome(rawValue: item.content.card.decision) else { return false }
        let needsSecond = outcome == .criminal || !reading.indicated.contains(outcome)
        return !needsSecond || item.content.looks.contains(where: \.agrees)
    }

    /// By how many days something is late; 0 where it is not.
    public func overdue(_ day: String?) -> Int {
        guard let due = day.flatMap({ CalendarDay($0) }) else { return 0 }
        return max(0, now.dayNumber - due.number)
    }
}

extension CaseReference {
    /// The kind and the id, as in `exhibit E-7`.
    public var text: String { "\(kind) \(id)" }
}
