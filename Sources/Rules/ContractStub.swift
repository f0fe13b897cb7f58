public import Vocabulary

/// A red flag.
public struct Rule: Sendable {
    public var id: String
    public var version: Int
    public var title: LocalisedText
    public var severity: Int
    public var weight: Double
    public var cells: [String]
    public var explanation: LocalisedText
    public init(
        id: String,
        version: Int,
        title: LocalisedText,
        severity: Int,
        weight: Double,
        cells: [String],
        explanation: LocalisedText
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.severity = severity
        self.weight = weight
        self.cells = cells
        self.explanation = explanation
    }
}

/// The rules in force.
public struct RuleCatalogue: Sendable {
    public var rules: [Rule]
    public init(rules: [Rule]) { self.rules = rules }
}
