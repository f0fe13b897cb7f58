import Vocabulary

/// Steps from stage to stage, and what each needs.
extension AssetRules {
    func move(
        to next: AssetStage,
        from stage: AssetStage,
        _ told: [Particular: ParticularValue],
        _ day: CalendarDay,
        _ number: Int,
        _ state: inout AssetState
    ) throws(ActRefusal) {
        guard let here = guide[stage], let entry = guide[next] else { throw ActRefusal(.notLawful, [next.rawValue]) }
        guard here.next.contains(next) else {
            throw ActRefusal(stage.isEnd ? .ended : .notLawful, ["\(stage.rawValue) → \(next.rawValue)"])
        }
        try need(entry.needs, told)
        try checkDays(told, day)
        // What a court takes for good it takes whether or not the earlier order still ran: that is recorded, not refused.
        if stage.hangsOnOrder, next != .released, next != .confiscated, let end = state.orderEnd, day > end {
            throw ActRefusal(
                .orderExpired,
                [end.text],
                missing: ["renew-order"],
                lawful: [AssetStage.released.rawValue]
            )
        }
        try checkStep(to: next, told, day, state)
        state.stage = next
        state.entered[next] = number
        state.days[next] = day
        state.particulars[next] = told
        if next == .frozen { state.orderEnd = told[.expiry]?.day }
        if next == .confiscated || next == .released { state.orderEnd = nil }
    }

    func renew(
        _ told: [Particular: ParticularValue],
        in stage: AssetStage,
        _ day: CalendarDay,
        _ state: inout AssetState
    ) throws(ActRefusal) {
        guard stage.hangsOnOrder else { throw ActRefusal(.notLawful, ["renew-order"]) }
        try need([.court, .orderNumber, .orderDay, .expiry], told)
        try checkDays(told, day)
        guard let end = told[.expiry]?.day, state.orderEnd.map({ end > $0 }) ?? true else {
            throw ActRefusal(.wrongDay, [Particular.expiry.rawValue])
        }
        state.particulars[stage, default: [:]].merge(told) { _, new in new }
        state.orderEnd = end
    }

    /// What binds a step beside its particulars.
    private func checkStep(
        to next: AssetStage,
        _ told: [Particular: ParticularValue],
        _ day: CalendarDay,
        _ state: AssetState
    ) throws(ActRefusal) {
        let form = state.description?.form ?? ""
        let care =
            next.isTakenByCourt
            ? [] : guide.care(of: form, before: next).filter { $0.isBinding && state.care[$0.id] == nil }
        guard care.isEmpty else { throw ActRefusal(.careMissing, [form], missing: care.map(\.id)) }
        if next == .confiscated || next == .distributed {
            let open = state.thirdParties.filter { $0.value.answer == nil }.keys.sorted()
            guard open.isEmpty else { throw ActRefusal(.thirdPartyUnanswered, open) }
        }
        switch next {
        case .confiscated:
            if let order = told[.orderDay]?.day, let final = told[.finalDay]?.day, final < order {
                throw ActRefusal(.wrongDay, [Particular.finalDay.rawValue])
            }
        case .realised, .distributed:
            guard state.mayBeShared(on: day) else {
                let end = state.particulars[.confiscated]?[.appealEnd]?.day?.text ?? ""
                throw ActRefusal(.noFinalOrder, [end], missing: ["appeal-end passed", "consent"])
            }
            if next == .distributed, state.receipts.isEmpty { throw ActRefusal(.missing, missing: ["receive"]) }
        case .closed:
            if let account = state.account, account.held > 0 {
                throw ActRefusal(.stillHeld, [account.money(account.held).description])
            }
        default: break
        }
    }

    private func need(_ needs: [Particular], _ told: [Particular: ParticularValue]) throws(ActRefusal) {
        let missing = needs.filter { need in
            switch told[need] {
            case .text(let text): need.isDay || text.allSatisfy(\.isWhitespace)
            case .day: !need.isDay
            case nil: true
            }
        }
        guard missing.isEmpty else { throw ActRefusal(.missing, missing: missing.map(\.rawValue)) }
    }

    /// No order is of tomorrow, and none that ended before today keeps anything in place.
    private func checkDays(_ told: [Particular: ParticularValue], _ day: CalendarDay) throws(ActRefusal) {
        for past in [Particular.orderDay, .finalDay] {
            if let given = told[past]?.day, given > day { throw ActRefusal(.wrongDay, [past.rawValue]) }
        }
        for coming in [Particular.expiry, .reviewDay] {
            if let given = told[coming]?.day, given < day { throw ActRefusal(.wrongDay, [coming.rawValue]) }
        }
    }
}
