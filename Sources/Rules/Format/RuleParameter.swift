public import Vocabulary

/// A number or word in a rule that an office may set for itself.
public struct RuleParameter: Sendable, Hashable {
    /// The name, as the query writes it after a colon.
    public let name: String
    /// The value unless set otherwise.
    public let defaultValue: RuleValue
    /// The unit: days, ppm, g, minor units, ratio and the like.
    public let unit: String
    /// The smallest value allowed, for a number.
    public let minimum: Double?
    /// The largest value allowed, for a number.
    public let maximum: Double?
    /// What it does.
    public let meaning: LocalisedText
    /// The value that holds here instead, if one was set.
    public private(set) var override: ParameterOverride?

    /// Describes a parameter at its default.
    init(
        name: String,
        defaultValue: RuleValue,
        unit: String,
        minimum: Double?,
        maximum: Double?,
        meaning: LocalisedText
    ) {
        self.name = name
        self.defaultValue = defaultValue
        self.unit = unit
        self.minimum = minimum
        self.maximum = maximum
        self.meaning = meaning
    }

    /// The value in force.
    public var value: RuleValue { override?.value ?? defaultValue }

    /// The same parameter with another value in force.
    func overridden(by override: ParameterOverride) -> RuleParameter {
        var copy = self
        copy.override = override
        return copy
    }

    /// Why a value may not be used for the parameter, or nil if it may.
    public func objection(to value: RuleValue) -> String? {
        switch (defaultValue, value) {
        case (.text, .text): return nil
        case (.integer, .integer), (.real, .real), (.real, .integer): break
        default: return "\(name) must be of the same type as its default"
        }
        guard let number = value.number, number.isFinite else { return "\(name) must be a number" }
        if let minimum, number < minimum { return "\(name) must be at least \(minimum)" }
        if let maximum, number > maximum { return "\(name) must be at most \(maximum)" }
        return nil
    }
}
