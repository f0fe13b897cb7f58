/// One term of an entity: its name, how often it stands there, and what it holds.
public struct FieldSchema: Sendable, Hashable {
    /// What a term holds (the semantic data types of ISO 15000-5, and the standard's own lists).
    public indirect enum Form: Sendable, Hashable {
        /// Text that may be empty.
        case text
        /// Text that tells one thing from another: not empty.
        case identifier
        /// A day, YYYY-MM-DD, that exists.
        case date
        /// A time of day in the form of the profile.
        case time
        /// A decimal number, up to 18 digits.
        case decimal
        /// A whole number from 0 on.
        case count
        /// One of these numbers.
        case numberCode([Int])
        /// One of these words.
        case wordCode([String])
        /// A member state of the conference; in Rwanda's profile, Rwanda.
        case memberState
        /// A country of ISO 3166-1.
        case country
        /// A subdivision of ISO 3166-2, of the country that stands beside it.
        case subdivision
        /// A mineral: a Harmonized System code, or an IMA code where the flag allows it.
        case mineral(allowsIMA: Bool)
        /// A currency of ISO 4217.
        case currency
        /// The ICGLR number of a mine site.
        case siteNumber
        /// A telephone number of ITU-T E.164.
        case telephone
        /// An address of electronic mail.
        case email
        /// Degrees with at most four decimals, between minus and plus the number.
        case degrees(Int)
        /// A GeoJSON polygon of at most four decimals.
        case polygon
        /// Another entity.
        case entity(Entity)
    }

    /// The technical term.
    public let term: String
    /// What it holds.
    public let form: Form
    /// Whether it must be there.
    public let isRequired: Bool
    /// Whether it is an array.
    public let isList: Bool
    /// What it means, in our words.
    public let meaning: String

    /// The cardinality as the standard writes it.
    public var cardinality: String { (isRequired ? "1" : "0") + ".." + (isList ? "n" : "1") }

    static func one(_ term: String, _ form: Form, _ meaning: String) -> FieldSchema {
        FieldSchema(term: term, form: form, isRequired: true, isList: false, meaning: meaning)
    }

    static func maybe(_ term: String, _ form: Form, _ meaning: String) -> FieldSchema {
        FieldSchema(term: term, form: form, isRequired: false, isList: false, meaning: meaning)
    }

    static func some(_ term: String, _ form: Form, _ meaning: String) -> FieldSchema {
        FieldSchema(term: term, form: form, isRequired: true, isList: true, meaning: meaning)
    }

    static func any(_ term: String, _ form: Form, _ meaning: String) -> FieldSchema {
        FieldSchema(term: term, form: form, isRequired: false, isList: true, meaning: meaning)
    }
}
