extension RuleCatalogue {
    /// The same rules with some parameters set, and what is wrong with the overrides that were left out.
    public func applying(_ overrides: [ParameterOverride]) -> (catalogue: RuleCatalogue, faults: [OverrideFault]) {
        var changed = rules
        var faults: [OverrideFault] = []
        for override in overrides {
            guard let place = changed.firstIndex(where: { $0.id == override.rule }) else {
                faults.append(.noRule(override.rule))
                continue
            }
            if let fault = changed[place].set(override) { faults.append(fault) }
        }
        return (RuleCatalogue(rules: changed), faults)
    }

    /// The rules that read none of these fact tables.
    public func needingNone(of tables: Set<String>) -> RuleCatalogue {
        RuleCatalogue(rules: rules.filter { tables.isDisjoint(with: $0.needs) })
    }
}

extension Rule {
    /// Sets a parameter; answers why not.
    fileprivate mutating func set(_ override: ParameterOverride) -> OverrideFault? {
        guard let place = parameters.firstIndex(where: { $0.name == override.parameter }) else {
            return .noParameter(override.parameter, rule: id, has: parameters.map(\.name))
        }
        let parameter = parameters[place]
        guard parameter.unit == override.unit else {
            return .otherUnit(override.unit, of: parameter.name, rule: id, expected: parameter.unit)
        }
        if let objection = parameter.objection(to: override.value) { return .objection(objection, rule: id) }
        parameters[place] = parameter.overridden(by: override)
        return nil
    }
}
