import Vocabulary

/// Notes, tasks, decisions, and requests between agencies.
extension CaseRules {
    static func work(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
        switch act.deed {
        case .noteWritten(let id, let text):
            try said(text)
            let note = CaseState.Note(revisions: [.init(origin: CaseOrigin(act), text: text)])
            try fresh(id, note, of: act, in: &state.notes)
        case .noteRevised(let id, let text):
            try said(text)
            let index = try standing(id, in: state.notes, for: act)
            guard state.notes[index].origin.agency == act.agency else { throw CaseRefusal(.notTheirs) }
            // A note stays for whom it was written.
            guard state.notes[index].origin.isOwn == act.isOwn else { throw CaseRefusal(.ownedByOne) }
            state.notes[index].content.revisions.append(.init(origin: CaseOrigin(act), text: text))
        case .taskSet(let id, let task):
            try said(task.text)
            try day(task.due)
            guard state.members.contains(task.agency) else { throw CaseRefusal(.notAMember) }
            // Who is to do it has to see it.
            guard !act.isOwn || task.agency == act.agency else { throw CaseRefusal(.ownedByOne) }
            try fresh(id, task, of: act, in: &state.tasks)
        case .taskDone(let id, let words):
            let index = try standing(id, in: state.tasks, for: act)
            let doer = state.tasks[index].content.agency
            guard act.agency == doer || act.agency == state.lead else { throw CaseRefusal(.notTheirs) }
            try same(state.tasks[index].origin, act)
            state.tasks[index].end = end(.done, words, act)
        case .taskDropped(let id, let reason):
            try said(reason)
            let index = try standing(id, in: state.tasks, for: act)
            let setter = state.tasks[index].origin.agency
            guard act.agency == setter || act.agency == state.lead else { throw CaseRefusal(.notTheirs) }
            try same(state.tasks[index].origin, act)
            state.tasks[index].end = end(.dropped, reason, act)
        case .decided(let id, let decision):
            try said(decision.what, decision.reason)
            try leads(act, state)
            try fresh(id, decision, of: act, in: &state.decisions)
        default: break
        }
    }

    static func requests(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
        // Two agencies are in it: it is nobody's alone.
        guard !act.isOwn else { throw CaseRefusal(.ownedByOne) }
        switch act.deed {
        case .requested(let id, let request):
            try said(request.what, request.reason)
            try day(request.due)
            guard state.members.contains(request.agency) else { throw CaseRefusal(.notAMember) }
            guard request.agency != act.agency else { throw CaseRefusal(.ownWork) }
            try fresh(id, request, of: act, in: &state.requests)
        case .requestGiven(let id, let words, let thing):
            let index = try asked(id, act, state)
            try said(words)
            state.requests[index].end = end(.given, words, act, given: thing)
        case .requestRefused(let id, let reason):
            let index = try asked(id, act, state)
            try said(reason)
            state.requests[index].end = end(.refused, reason, act)
        case .requestWithdrawn(let id, let reason):
            let index = try standing(id, in: state.requests, for: act)
            let asker = state.requests[index].origin.agency
            guard act.agency == asker || act.agency == state.lead else { throw CaseRefusal(.notTheirs) }
            try said(reason)
            state.requests[index].end = end(.withdrawn, reason, act)
        default: break
        }
    }

    /// A request that the agency is asked for.
    private static func asked(_ id: ItemID, _ act: CaseAct, _ state: CaseState) throws(CaseRefusal) -> Int {
        let index = try standing(id, in: state.requests, for: act)
        guard state.requests[index].content.agency == act.agency else { throw CaseRefusal(.notTheirs) }
        return index
    }

    /// What ends a thing is for those who see the thing.
    private static func same(_ origin: CaseOrigin, _ act: CaseAct) throws(CaseRefusal) {
        guard origin.isOwn == act.isOwn else { throw CaseRefusal(.ownedByOne) }
    }
}
