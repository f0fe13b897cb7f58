internal import Community
internal import Remedy
internal import Store

/// Something that may be said in a complaint now, and by whom; each is a form.
struct GrievanceAct {
    /// The word of the act: that of the fact, or of the move where one fact leads to different steps.
    let word: String
    /// As what the visitor says it.
    let part: RemedyPart
    /// Whether it moves the complaint to another step.
    let isMove: Bool

    /// What a visitor may say in a case: moves first.
    static func all(_ one: GrievanceCase, _ reader: Reader) -> [GrievanceAct] {
        let parts = one.cover.parts
        let moves = one.glimpse.step?.moves.keys.sorted() ?? []
        var acts: [GrievanceAct] = []
        if parts.contains(.body), let file = one.file {
            acts += body(one, file, reader, moves)
        }
        if parts.contains(.keeper), one.glimpse.ended == nil, one.glimpse.acting == nil {
            acts.append(GrievanceAct(word: "assign", part: .keeper, isMove: true))
        }
        if parts.contains(.taker), let file = one.file {
            acts += moves.filter { person.contains($0) && isPossible($0, file.state) }
                .map { GrievanceAct(word: $0, part: .taker, isMove: true) }
            acts += notesOfPerson(file).map { GrievanceAct(word: $0, part: .taker, isMove: false) }
        }
        if parts.contains(.respondent) {
            acts += moves.filter { $0 == "offer" || $0 == "report-delivery" }
                .map { GrievanceAct(word: $0, part: .respondent, isMove: true) }
        }
        return acts
    }

    private static let person: Set<String> = [
        "accept", "refuse", "counter", "mediate", "confirm", "deny", "appeal", "withdraw", "reopen",
    ]

    private static func isPossible(_ word: String, _ state: GrievanceState) -> Bool {
        switch word {
        case "accept", "refuse", "counter": state.currentOffer?.answer == OfferProgress.Answer.none
        case "confirm", "deny": state.owed != nil
        default: true
        }
    }

    private static func body(
        _ one: GrievanceCase,
        _ file: GrievanceFile,
        _ reader: Reader,
        _ moves: [String]
    ) -> [GrievanceAct] {
        let isActing = one.glimpse.acting?.agency == reader.agency || reader.person == nil
        guard isActing || one.glimpse.ended != nil else {
            return [GrievanceAct(word: "declare-interest", part: .body, isMove: false)]
        }
        var words = moves.filter { !person.contains($0) || $0 == "reopen" }
        // One form finds; whether something was established decides where it leads.
        if words.contains("establish") || words.contains("not-establish") {
            words.removeAll { $0 == "establish" || $0 == "not-establish" }
            words.insert("find", at: 0)
        }
        let notes: [String]
        if one.glimpse.ended != nil {
            notes = ["publish", "check-retaliation", "name-cause", "act-on-lesson", "update"]
        } else {
            notes = [
                "update", "ask", "extend", "declare-interest", "assign", "categorise", "name-respondents",
                "offer-adviser", "share-documents", "check-retaliation", "contact", "name-cause", "act-on-lesson",
                "refer",
            ]
        }
        let wanted = notes.filter { $0 != "act-on-lesson" || !file.state.causes.isEmpty }
            .filter { $0 != "ask" || one.glimpse.step?.waitsFor == .body }
            .filter { $0 != "extend" || (one.glimpse.step?.longestExtension ?? 0) > 0 }
        return words.map { GrievanceAct(word: $0, part: .body, isMove: true) }
            + wanted.map { GrievanceAct(word: $0, part: .body, isMove: false) }
    }

    private static func notesOfPerson(_ file: GrievanceFile) -> [String] {
        let always = ["report-retaliation", "rate"]
        guard file.state.ended == nil else { return always + ["survey"] }
        let isAsked = file.state.clock?.pauses.isEmpty == false
        return (isAsked ? ["answer"] : []) + ["refer", "represent", "name-respondents", "categorise"] + always
    }
}
