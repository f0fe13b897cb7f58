import Vocabulary

/// The course of a case, who works on it, and what it comes from and speaks of.
extension CaseRules {
    static func course(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
        try leads(act, state)
        switch act.deed {
        case .described(let title, let summary):
            try said(title)
            (state.title, state.summary) = (title, summary)
        case .paused(let reason):
            try said(reason)
            state.stage = .paused
        case .resumed(let reason):
            try said(reason)
            state.stage = .open
        case .closed(let outcome, let reason, _):
            try said(reason)
            // Nobody is left waiting by a case that ends: requests are answered or taken back first.
            let open = state.requests.filter { $0.end == nil }.map(\.id.rawValue)
            guard open.isEmpty else { throw CaseRefusal(.openWork, open) }
            (state.stage, state.outcome) = (.closed, outcome)
        case .reopened(let reason):
            try said(reason)
            (state.stage, state.outcome) = (.open, nil)
        case .marked(let label, let reason):
            try said(reason)
            guard let marking = HandlingMarking(label: label), marking.label == label else {
                throw CaseRefusal(.notAMarking, [label])
            }
            guard marking != state.marking else { throw CaseRefusal(.alreadySo) }
            state.marking = marking
        default: break
        }
    }

    static func members(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
        try leads(act, state)
        switch act.deed {
        case .partnerAdded(let agency, let reason):
            try said(reason)
            guard !state.members.contains(agency) else { throw CaseRefusal(.alreadySo) }
            state.partners.insert(agency)
        case .partnerRemoved(let agency, let reason):
            try said(reason)
            guard agency != state.lead else { throw CaseRefusal(.leadStays) }
            guard state.partners.remove(agency) != nil else { throw CaseRefusal(.nothingThere) }
        case .leadMoved(let agency, let reason):
            try said(reason)
            guard state.partners.remove(agency) != nil else { throw CaseRefusal(.notAMember) }
            if let former = state.lead { state.partners.insert(former) }
            state.lead = agency
        case .madeKnown(let isKnown):
            guard state.isKnown != isKnown else { throw CaseRefusal(.alreadySo) }
            state.isKnown = isKnown
        default: break
        }
    }

    static func things(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
        // What all work with is nobody's alone.
        guard !act.isOwn else { throw CaseRefusal(.ownedByOne) }
        switch act.deed {
        case .sourceAdded(let thing):
            guard !state.sources.contains(thing) else { throw CaseRefusal(.alreadySo) }
            state.sources.append(thing)
        case .subjectAdded(let thing, let role):
            try said(role)
            guard state.subjects[thing] == nil else { throw CaseRefusal(.alreadySo) }
            state.subjects[thing] = role
        case .subjectRemoved(let thing, let reason):
            try said(reason)
            guard state.subjects.removeValue(forKey: thing) != nil else { throw CaseRefusal(.nothingThere) }
        case .exhibitAdded(let thing):
            guard !state.exhibits.contains(thing) else { throw CaseRefusal(.alreadySo) }
            state.exhibits.append(thing)
        default: break
        }
    }
}
