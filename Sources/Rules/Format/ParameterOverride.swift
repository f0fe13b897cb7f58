public import Vocabulary

/// A value that holds at an installation in the place of a parameter's default, and why.
public struct ParameterOverride: Sendable, Hashable {
    /// The rule.
    public let rule: String
    /// Its parameter.
    public let parameter: String
    /// The value.
    public let value: RuleValue
    /// The unit in which the value is meant.
    public let unit: String
    /// Why it differs here.
    public let reason: LocalisedText
    /// Where the value is from: a publication, a regulation.
    public let source: String
    /// What set it, such as the name of a country pack.
    public let setBy: LocalisedText

    /// Describes an override.
    public init(
        rule: String,
        parameter: String,
        value: RuleValue,
        unit: String,
        reason: LocalisedText,
        source: String,
        setBy: LocalisedText
    ) {
        self.rule = rule
        self.parameter = parameter
        self.value = value
        self.unit = unit
        self.reason = reason
        self.source = source
        self.setBy = setBy
    }
}

/// Why an override cannot be used.
public enum OverrideFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// No rule has that id.
    case noRule(String)
    /// The rule has no such parameter.
    case noParameter(String, rule: String, has: [String])
    /// The value is meant in another unit than the parameter's.
    case otherUnit(String, of: String, rule: String, expected: String)
    /// The parameter does not take the value.
    case objection(String, rule: String)

    /// The reason in words.
    public var description: String {
        switch self {
        case .noRule(let id): "there is no rule \(id)"
        case .noParameter(let name, let rule, let known):
            "the rule \(rule) has no parameter \(name); it has "
                + (known.isEmpty ? "none" : known.joined(separator: ", "))
        case .otherUnit(let unit, let name, let rule, let expected):
            "the unit of \(name) in the rule \(rule) is \(expected), not \(unit)"
        case .objection(let objection, let rule): "the rule \(rule): \(objection)"
        }
    }
}
