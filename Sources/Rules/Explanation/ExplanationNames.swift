public import Vocabulary

/// The names that sentences give to codes; a code without a name is shown as it is.
public struct ExplanationNames: Sendable {
    /// The name of a country, from its ISO 3166-1 alpha-2 code.
    public var country: @Sendable (String, Language) -> String?
    /// The name of a mineral, from its word in the facts.
    public var mineral: @Sendable (String, Language) -> String?

    /// Takes names from wherever the caller keeps them.
    public init(
        country: @escaping @Sendable (String, Language) -> String?,
        mineral: @escaping @Sendable (String, Language) -> String?
    ) {
        self.country = country
        self.mineral = mineral
    }

    /// Codes as they are.
    public static let codes = ExplanationNames(country: { _, _ in nil }, mineral: { _, _ in nil })
}
