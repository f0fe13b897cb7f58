extension FormDefinition {
    /// What keeps the form from being asked without a name, besides what it asks outright.
    ///
    /// Whoever answers an anonymous form decides what to say; nothing may be taken from the phone by itself: neither
    /// which phone it is, nor whose, nor where it is, nor when exactly it was used.
    public var anonymityFaults: [FormFault] {
        var faults: [FormFault] = []
        for bind in binds.values.sorted(by: { $0.node < $1.node }) {
            let place = schema.nodes[bind.node].path
            switch bind.preload {
            case .property(let name)?:
                let isDevice = ["deviceid", "subscriberid", "simserial"].contains { name.hasSuffix($0) }
                faults.append(
                    FormFault(isDevice ? .identifiesDevice : .identifiesPerson, place, line: bind.line, found: name)
                )
            case .start?, .end?: faults.append(FormFault(.recordsMoment, place, line: bind.line))
            case .today?, .identifier?, nil: break
            }
            if place.hasSuffix("/meta/audit") { faults.append(FormFault(.recordsUse, place, line: bind.line)) }
            if let formula = bind.calculation { faults += Self.faults(of: formula, at: place) }
        }
        for action in allActions {
            let place = schema.nodes[action.target].path
            switch action.kind {
            case .setPlace: faults.append(FormFault(.recordsPlace, place, line: action.line))
            case .setValue(let formula): if let formula { faults += Self.faults(of: formula, at: place) }
            }
        }
        for instance in instances where instance.source == .lastSaved {
            faults.append(FormFault(.recallsAnswers, "instance('\(instance.id)')"))
        }
        return faults
    }

    private static func faults(of formula: Formula, at place: String) -> [FormFault] {
        var faults: [FormFault] = []
        let calls = { (function: FormFunction) in
            formula.expression.contains { if case .call(function, _) = $0 { true } else { false } }
        }
        if calls(.now) { faults.append(FormFault(.recordsMoment, place, line: formula.line, found: "now()")) }
        if calls(.property) {
            faults.append(FormFault(.identifiesPerson, place, line: formula.line, found: "property()"))
        }
        return faults
    }

    /// The actions of the model, of questions and of repeats.
    var allActions: [FormAction] {
        actions + repeats.flatMap(\.actions) + questions.sorted { $0.key < $1.key }.flatMap(\.value.actions)
    }
}
