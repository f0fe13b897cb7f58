public import Vocabulary

/// A case: an append-only list of acts, and the state that follows from those that somebody sees.
///
/// ```swift
/// var file = try CaseFile(acts)          // as they were kept
/// try file.append(act, now: moment)      // refused if it may not be
/// file.seen(by: agency).state            // without what other agencies keep to themselves
/// ```
///
/// An act that one agency keeps to itself is no part of what others fold: whatever it names can be named only by acts of
/// that agency alone, so that the state of the others never hangs on what they may not see.
public struct CaseFile: Sendable, Hashable {
    /// The acts that count, in the order in which they were kept.
    public private(set) var acts: [CaseAct] = []
    /// What is so now.
    public private(set) var state = CaseState()
    /// Acts that are kept and do not count, with their reasons.
    public private(set) var setAside: [ActID: CaseRefusal] = [:]

    /// A file of acts that were kept before, in their order; one that cannot stand is set aside with its reason.
    public init(_ acts: [CaseAct]) {
        for act in acts {
            do throws(CaseRefusal) {
                try take(act)
            } catch {
                setAside[act.id] = error
            }
        }
    }

    /// Takes a new act, or refuses it and stays as it was; one that was sent twice is one.
    ///
    /// - Throws: ``CaseRefusal``, with `idUsedTwice` where the id stands for something else.
    public mutating func append(_ act: CaseAct, now: UTCInstant) throws(CaseRefusal) {
        if let present = acts.first(where: { $0.id == act.id }) {
            guard present == act else { throw CaseRefusal(.idUsedTwice, [act.id.rawValue]) }
            return
        }
        guard setAside[act.id] == nil else { throw CaseRefusal(.idUsedTwice, [act.id.rawValue]) }
        guard act.at.milliseconds <= now.milliseconds else { throw CaseRefusal(.inFuture, [act.at.text]) }
        try take(act)
    }

    private mutating func take(_ act: CaseAct) throws(CaseRefusal) {
        var next = state
        try CaseRules.apply(act, to: &next)
        state = next
        acts.append(act)
    }

    /// The file as an agency sees it; nil where it has no part in it now.
    public func seen(by agency: MemberID) -> CaseFile? {
        guard state.members.contains(agency) else { return nil }
        return CaseFile(acts.filter { !$0.isOwn || $0.agency == agency })
    }
}
