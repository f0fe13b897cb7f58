import Remedy
import Store
import Vocabulary

/// Who has a part in a grievance, and who is to be reminded of it when: worked out from what happened, and from nothing else.
enum GrievanceConsequences {
    /// The stages in which those complained of have a say; before them nobody tells them that there is anything.
    private static let shown: Set<Procedure.Stage> = [.inquiry, .remedy, .answer, .mediation, .delivery, .confirmation]

    static func of(
        _ file: GrievanceFile,
        taker: AgencyNumber,
        keeper: AgencyNumber?
    ) -> RemedyConsequences {
        let (rules, state) = (file.rules, file.state)
        let excluded = rules.excluded(from: state)
        let out = Set(excluded.compactMap(\.agency))
        var seats: Set<RemedySeat> = []
        for stay in state.stays {
            guard let body = stay.body, !excluded.contains(body), let agency = body.agency else { continue }
            seats.insert(RemedySeat(agency, .body))
        }
        if state.acting == nil, state.ended == nil, let keeper, !out.contains(keeper) {
            seats.insert(RemedySeat(keeper, .keeper))
        }
        // Where those who took it in are complained of themselves, whoever deals with it speaks with the person.
        let voice = out.contains(taker) ? state.acting?.agency ?? keeper : taker
        if let voice, !out.contains(voice) { seats.insert(RemedySeat(voice, .taker)) }
        let respondents = Set(rules.control.closure(of: state.respondents).compactMap(\.agency))
        let isShown = state.stays.contains { stay in
            rules.procedure.step(stay.step).map { shown.contains($0.stage) } ?? false
        }
        if isShown { for agency in respondents { seats.insert(RemedySeat(agency, .respondent)) } }
        return RemedyConsequences(seats: seats, reminders: reminders(file, seats))
    }

    /// Whoever the step waits for is reminded at the shares that the procedure names, and on the day after the last.
    private static func reminders(_ file: GrievanceFile, _ seats: Set<RemedySeat>) -> Set<RemedyReminder> {
        let (rules, state) = (file.rules, file.state)
        guard state.ended == nil, let step = state.step.flatMap(rules.procedure.step) else { return [] }
        var days = rules.reminders(in: state).map(\.day)
        if case .on(let due)? = rules.due(in: state) { days.append(CalendarDay(clamping: due.number + 1)) }
        let agencies: [AgencyNumber] =
            switch step.waitsFor {
            case .body: state.acting?.agency.map { [$0] } ?? seats.filter { $0.part == .keeper }.map(\.agency)
            case .person: seats.filter { $0.part == .taker }.map(\.agency)
            case .respondent: seats.filter { $0.part == .respondent }.map(\.agency)
            case .nobody: []
            }
        return Set(agencies.flatMap { agency in days.map { RemedyReminder(agency, on: $0) } })
    }
}
