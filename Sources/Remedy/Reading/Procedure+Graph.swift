import Formats
import Vocabulary

/// What makes a list of steps a procedure that people can rely on.
extension StrictJSON {
    mutating func checkGraph(
        _ steps: [Procedure.Step],
        bodies: [Procedure.Body],
        kind: Procedure.Kind?,
        at place: Value
    ) {
        let known = Set(steps.map(\.id))
        let knownBodies = Set(bodies.map(\.id))
        for body in bodies {
            for other in body.alternates where other == body.id || !knownBodies.contains(other) {
                fault(place, "the body \(body.id) has the alternate \(other), which is not another body of the file")
            }
        }
        for step in steps {
            for (move, target) in step.moves.sorted(by: { $0.key < $1.key }) where !known.contains(target) {
                fault(place, "the step \(step.id) moves by \(move) to \(target), which is not in the file")
            }
            if let body = step.body, !knownBodies.contains(body) {
                fault(place, "the step \(step.id) is of the body \(body), which is not in the file")
            }
            if kind == .grievance, !step.isEnd, step.body == nil { fault(place, "the step \(step.id) has no body") }
            if !step.isEnd, step.waitsFor == .nobody { fault(place, "the step \(step.id) waits for nobody") }
        }
        checkWays(steps, at: place)
        if kind == .grievance { checkRights(steps, at: place) }
    }

    /// Each step can be reached, and from each there is a way to an end.
    private mutating func checkWays(_ steps: [Procedure.Step], at place: Value) {
        guard let first = steps.first else {
            fault(place, "a procedure has steps")
            return
        }
        if first.isEnd { fault(place, "the first step is an end") }
        var reached: Set<StepID> = [first.id]
        var leading = Set(steps.filter(\.isEnd).map(\.id))
        for _ in steps {
            for step in steps {
                if reached.contains(step.id) { reached.formUnion(step.moves.values) }
                if step.moves.values.contains(where: leading.contains) { leading.insert(step.id) }
            }
        }
        for step in steps where !reached.contains(step.id) { fault(place, "the step \(step.id) cannot be reached") }
        for step in steps where !leading.contains(step.id) {
            fault(place, "from the step \(step.id) there is no way to an end")
        }
    }

    /// What no procedure for complaints may take from a person.
    private mutating func checkRights(_ steps: [Procedure.Step], at place: Value) {
        let byID = Dictionary(steps.map { ($0.id, $0) }) { first, _ in first }
        if let first = steps.first, first.moves["acknowledge"] == nil {
            fault(place, "the first step of a grievance is left by acknowledge")
        }
        for step in steps {
            for (move, target) in step.moves.sorted(by: { $0.key < $1.key }) {
                let next = byID[target]
                if move == "reject" || move == "not-establish", next?.moves["appeal"] == nil {
                    fault(place, "\(step.id) moves by \(move) to \(target), where nobody can appeal")
                }
                if move == "appeal", next?.stage != .appeal {
                    fault(place, "\(step.id) moves by appeal to \(target), which is no appeal")
                }
                if move == "accept", next?.stage != .delivery {
                    fault(place, "\(step.id) moves by accept to \(target), which is no delivery")
                }
                if move == "uphold", next?.isEnd ?? true {
                    fault(place, "\(step.id) moves by uphold to \(target), where nothing comes of it")
                }
                if move == "mediate", next?.moves["fail-mediation"] == nil {
                    fault(place, "\(step.id) moves by mediate to \(target), which a person cannot leave")
                }
                if move == "close", next?.moves["reopen"] == nil {
                    fault(place, "\(step.id) moves by close to \(target), from which nothing is reopened")
                }
            }
            if step.stage == .delivery || step.stage == .confirmation {
                for move in ["confirm", "deny"] where step.moves[move] == nil {
                    fault(place, "in \(step.id) a person cannot \(move)")
                }
            }
            if !step.isEnd, step.moves["withdraw"] == nil { fault(place, "from \(step.id) a person cannot withdraw") }
            if step.limit == nil, !step.isEnd { fault(place, "the step \(step.id) has no limit") }
        }
    }
}
