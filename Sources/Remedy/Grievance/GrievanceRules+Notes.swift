import Vocabulary

/// What is noted beside the steps.
extension GrievanceRules {
    /// Questions that stop the clock, and more days.
    func hold(_ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        guard state.ended == nil else { throw Refusal(.ended) }
        guard let last = state.stays.indices.last, var clock = state.stays[last].clock else {
            throw Refusal(.nothingThere)
        }
        let isPaused = clock.pauses.last?.until.map { turn.day < $0 } ?? false
        switch turn.entry.fact {
        case .informationAsked(let question):
            try requireBody(turn, state)
            try check(question)
            guard present(state)?.waitsFor == .body else { throw Refusal(.notInThisStep, ["ask"]) }
            guard !isPaused else { throw Refusal(.stopped) }
            // A question stops the clock for so long and no longer: an unanswered one is no way to rest a file for good.
            let until = turn.day.adding(procedure.terms.longestPause)
            clock.pauses.append(LimitClock.Pause(from: turn.day, until: until))
        case .informationGiven:
            try requirePerson(turn, state)
            guard isPaused, let pause = clock.pauses.indices.last else { throw Refusal(.nothingThere, ["ask"]) }
            clock.pauses[pause].until = turn.day
        case .extended(let days, let reason):
            try requireBody(turn, state)
            try check(reason)
            guard days > 0 else { throw Refusal(.notANumber, [String(days)]) }
            let most = present(state)?.longestExtension ?? 0
            guard days <= most - clock.extended else { throw Refusal(.tooLong, [String(most - clock.extended)]) }
            guard clock.overdue(on: turn.day, in: calendar) == 0 else { throw Refusal(.tooLate) }
            clock.extended += days
        default: break
        }
        state.stays[last].clock = clock
    }

    func note(_ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        switch turn.entry.fact {
        case .referred(let route, let receipt):
            if !isPerson(turn.author, state) { try requireBody(turn, state) }
            guard table.routes.contains(where: { $0.id == route }) else {
                throw Refusal(.unknownWord, [route.rawValue])
            }
            let text = receipt.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
            state.referrals.append(Referral(route: route, day: turn.day, receipt: text))
        case .retaliationReported(let what):
            try requirePerson(turn, state)
            try check(what)
            state.isRetaliationOpen = true
        case .rated(let rating):
            try requirePerson(turn, state)
            guard (1...5).contains(rating) else { throw Refusal(.notANumber, [String(rating)]) }
            state.rating = rating
        case .surveyed(let answers):
            try requirePerson(turn, state)
            guard state.ended != nil else { throw Refusal(.notInThisStep, ["survey"]) }
            guard !answers.isEmpty else { throw Refusal(.nothingThere) }
            state.survey = answers
        default:
            try requireBody(turn, state)
            try noteOfBody(turn, &state)
        }
    }

    private func noteOfBody(_ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        switch turn.entry.fact {
        case .routesOffered(let routes): try offer(routes, &state)
        case .retaliationChecked(let found):
            state.retaliationChecks += 1
            state.isRetaliationOpen = found
        case .contactTried: state.contacts.append(turn.day)
        case .adviserOffered(let taken): state.adviserTaken = taken || state.adviserTaken ?? false
        case .documentsShared: state.hasSharedDocuments = true
        case .updateSent: state.updates.append(turn.day)
        case .causeNamed(let cause):
            try check(cause)
            state.causes.insert(cause)
        case .lessonActedOn(let cause):
            guard state.causes.contains(cause) else { throw Refusal(.nothingThere, [cause]) }
            state.lessons.insert(cause)
        case .outcomePublished:
            guard state.ended != nil else { throw Refusal(.notInThisStep, ["publish"]) }
            state.isPublished = true
        default: break
        }
    }
}
