public import Vocabulary

/// Something about an asset that somebody has to look at.
public struct AssetAlarm: Sendable, Hashable {
    /// What it is about.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case orderExpiry = "order-expiry"
        case orderReview = "order-review"
        case hearing
        case thirdPartyAnswer = "third-party-answer"
        case distributionDue = "distribution-due"
        case valueFell = "value-fell"
        case costsHigh = "costs-high"
        case buyerTied = "buyer-tied"
        case careOutstanding = "care-outstanding"
        case heldAfterRelease = "held-after-release"
    }

    /// What it is about.
    public let kind: Kind
    /// The deadline and how near it is; nil for what has no day.
    public let deadline: Alarm?
    /// The ids, amounts or percentages that it rests on.
    public let detail: [String]
}

extension AssetRules {
    /// The deadlines that run, in the order of their days.
    public func deadlines(of state: AssetState, _ working: WorkingDays) -> [Deadline] {
        guard let stage = state.stage, !stage.isEnd else { return [] }
        var found: [Deadline] = []
        if stage.hangsOnOrder, let end = state.orderEnd {
            found.append(Deadline(AssetAlarm.Kind.orderExpiry.rawValue, due: end))
        }
        if stage.hangsOnOrder, let review = Self.latest(.reviewDay, of: state) {
            found.append(Deadline(AssetAlarm.Kind.orderReview.rawValue, due: review))
        }
        if stage.hangsOnOrder, let hearing = Self.latest(.hearingDay, of: state) {
            found.append(Deadline(AssetAlarm.Kind.hearing.rawValue, due: hearing))
        }
        for (id, claim) in state.thirdParties where claim.answer == nil {
            let due = guide.thirdPartyTerm.due(from: claim.day, working)
            found.append(Deadline(AssetAlarm.Kind.thirdPartyAnswer.rawValue, id, due: due))
        }
        if stage == .confiscated || stage == .realised, let end = state.particulars[.confiscated]?[.appealEnd]?.day {
            let due = guide.distributionTerm.due(from: end, working)
            found.append(Deadline(AssetAlarm.Kind.distributionDue.rawValue, due: due))
        }
        return found.sorted { ($0.due, $0.matter, $0.id) < ($1.due, $1.matter, $1.id) }
    }

    /// What somebody has to look at on a day: deadlines first, then the rest in the order of the kinds.
    public func alarms(of state: AssetState, on day: CalendarDay, _ working: WorkingDays) -> [AssetAlarm] {
        var found = deadlines(of: state, working).compactMap { deadline -> AssetAlarm? in
            // A day in court that is over is no deadline that was missed.
            if deadline.matter == AssetAlarm.Kind.hearing.rawValue, deadline.due < day { return nil }
            guard let kind = AssetAlarm.Kind(rawValue: deadline.matter),
                let alarm = deadline.alarm(on: day, at: guide.warnings)
            else { return nil }
            return AssetAlarm(kind: kind, deadline: alarm, detail: deadline.id.isEmpty ? [] : [deadline.id])
        }
        func add(_ kind: AssetAlarm.Kind, _ detail: [String]) {
            found.append(AssetAlarm(kind: kind, deadline: nil, detail: detail))
        }
        guard let stage = state.stage, let account = state.account else { return found }
        if !stage.isEnd, state.receipts.isEmpty {
            if let then = state.valueAtSeizure, let now = state.latestValue, now.day > then.day,
                let fall = Self.percent(then.money.minorUnits - now.money.minorUnits, of: then.money.minorUnits),
                fall.whole > guide.valueFallPercent || fall.whole == guide.valueFallPercent && fall.hasRest
            {
                add(.valueFell, [then.money.description, now.money.description])
            }
        }
        if stage != .closed, account.incurred > 0, let value = state.latestValue {
            // Any cost is too much for what is worth nothing.
            let share = Self.percent(account.incurred, of: value.money.minorUnits) ?? (101, false)
            if share.whole > guide.costPercent || share.whole == guide.costPercent && share.hasRest {
                add(.costsHigh, [account.money(account.incurred).description, value.money.description])
            }
        }
        for check in state.buyers.values.sorted(by: { $0.buyer < $1.buyer }) where !check.ties.isEmpty && !stage.isEnd {
            add(.buyerTied, [check.buyer] + check.ties)
        }
        let outstanding = outstandingCare(of: state)
        if !outstanding.isEmpty, !stage.isEnd { add(.careOutstanding, outstanding.map(\.id)) }
        if stage == .released, account.held > 0 { add(.heldAfterRelease, [account.money(account.held).description]) }
        return found
    }

    /// The care that should have been taken before a stage that the asset has come to, or may come to next.
    public func outstandingCare(of state: AssetState) -> [AssetGuide.Care] {
        guard let stage = state.stage, let form = state.description?.form, let here = guide[stage] else { return [] }
        let next = here.next.filter { $0 != .released }.max { $0.order < $1.order } ?? stage
        return guide.care(of: form, before: next).filter { state.care[$0.id] == nil }
    }

    /// The latest day that the steps told for a particular.
    private static func latest(_ particular: Particular, of state: AssetState) -> CalendarDay? {
        state.particulars.values.compactMap { $0[particular]?.day }.max()
    }

    /// A share in whole percent and whether more is left; nil of nothing, and where the part is not above zero.
    private static func percent(_ part: Int, of whole: Int) -> (whole: Int, hasRest: Bool)? {
        guard whole > 0, part > 0 else { return nil }
        let (percent, rest) = (Int128(part) * 100).quotientAndRemainder(dividingBy: Int128(whole))
        return (Int(clamping: percent), rest > 0)
    }
}
