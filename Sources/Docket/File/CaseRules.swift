import Vocabulary

/// What may be done in a case, by whom, and what then is so.
enum CaseRules {
    static func apply(_ act: CaseAct, to state: inout CaseState) throws(CaseRefusal) {
        if case .opened(let title, let summary) = act.deed {
            guard !state.isOpened else { throw CaseRefusal(.openedAlready) }
            guard !act.isOwn else { throw CaseRefusal(.ownedByOne) }
            try said(title)
            (state.title, state.summary, state.lead) = (title, summary, act.agency)
            return
        }
        guard state.isOpened else { throw CaseRefusal(.notOpened) }
        guard state.members.contains(act.agency) else { throw CaseRefusal(.notAMember) }
        try checkStage(act.deed, state)
        switch act.deed {
        case .opened, .described, .paused, .resumed, .closed, .reopened, .marked: try course(act, &state)
        case .partnerAdded, .partnerRemoved, .leadMoved, .madeKnown: try members(act, &state)
        case .sourceAdded, .subjectAdded, .subjectRemoved, .exhibitAdded: try things(act, &state)
        case .noteWritten, .noteRevised, .taskSet, .taskDone, .taskDropped, .decided: try work(act, &state)
        case .requested, .requestGiven, .requestRefused, .requestWithdrawn: try requests(act, &state)
        case .happened, .momentStruck, .actsDated, .offenceConsidered, .offenceDropped: try facts(act, &state)
        case .proofOffered, .proofLookedAt, .proofWithdrawn, .proofWithdrawalAgreed: try proofs(act, &state)
        case .hypothesisStated, .hypothesisDropped, .weighed, .stepAnswered, .triaged, .triageLookedAt:
            try judgement(act, &state)
        }
    }

    /// A closed case takes nothing but its reopening and notes; a paused one what does not go on with it.
    private static func checkStage(_ deed: CaseDeed, _ state: CaseState) throws(CaseRefusal) {
        switch (state.stage, deed) {
        case (.open, .resumed), (.open, .reopened), (.paused, .reopened): throw CaseRefusal(.alreadySo)
        case (.open, _): return
        case (.closed, .reopened), (.closed, .noteWritten), (.closed, .noteRevised): return
        case (.closed, _): throw CaseRefusal(.ended)
        case (.paused, .paused): throw CaseRefusal(.alreadySo)
        case (.paused, .taskSet), (.paused, .requested), (.paused, .proofOffered): throw CaseRefusal(.paused)
        case (.paused, _): return
        }
    }

    // MARK: - Checks

    /// Words that say something.
    static func said(_ words: String...) throws(CaseRefusal) {
        for text in words where !text.contains(where: { !$0.isWhitespace }) { throw CaseRefusal(.wordsMissing) }
    }

    /// What belongs to the case as a whole is the lead's to do, and nobody's alone.
    static func leads(_ act: CaseAct, _ state: CaseState) throws(CaseRefusal) {
        guard act.agency == state.lead else { throw CaseRefusal(.notTheLead) }
        guard !act.isOwn else { throw CaseRefusal(.ownedByOne) }
    }

    static func day(_ text: String?) throws(CaseRefusal) {
        guard let text else { return }
        guard CalendarDay(text) != nil else { throw CaseRefusal(.notADay, [text]) }
    }

    /// The place of an item that stands; acts that all see cannot speak of what one agency keeps to itself.
    static func standing<Content>(
        _ id: ItemID,
        in items: [CaseState.Item<Content>],
        for act: CaseAct
    ) throws(CaseRefusal) -> Int {
        guard let index = items.firstIndex(where: { $0.id == id }) else {
            throw CaseRefusal(.nothingThere, [id.rawValue])
        }
        guard items[index].end == nil else { throw CaseRefusal(.alreadySo, [id.rawValue]) }
        try covers(items[index].origin, act)
        return index
    }

    /// Refuses what would speak in the open of what one agency keeps to itself.
    static func covers(_ origin: CaseOrigin, _ act: CaseAct) throws(CaseRefusal) {
        guard origin.isOwn == act.isOwn || !origin.isOwn else { throw CaseRefusal(.ownedByOne) }
        guard !origin.isOwn || origin.agency == act.agency else { throw CaseRefusal(.nothingThere) }
    }

    /// A new item, whose name nothing of its kind has yet.
    static func fresh<Content>(
        _ id: ItemID,
        _ content: Content,
        of act: CaseAct,
        in items: inout [CaseState.Item<Content>]
    ) throws(CaseRefusal) {
        guard !items.contains(where: { $0.id == id }) else { throw CaseRefusal(.idUsedTwice, [id.rawValue]) }
        items.append(CaseState.Item(id: id, origin: CaseOrigin(act), content: content, end: nil))
    }

    /// The end of an item.
    static func end(_ how: CaseEnd.How, _ words: String, _ act: CaseAct, given: CaseReference? = nil) -> CaseEnd {
        CaseEnd(how: how, words: words, given: given, origin: CaseOrigin(act))
    }
}
