/// Why an event hash id says less than it seems to: the rules make one text of different events, or public
/// implementations make different texts of one event.
///
/// Evidence rests on ``EvidenceDigest``, never on the event hash id.
public enum HashAmbiguity: UInt8, Sendable, Hashable, CaseIterable {
    /// A text that looks like a number was hashed as one: permits 00123 and 123 are the same.
    case numericText
    /// A number has more digits than a binary float holds: implementations differ, and neighbours are the same.
    case numberPrecision
    /// A number is so small that implementations write it differently.
    case numberForm
    /// A text means infinity in one implementation, which then leaves the event out.
    case notFinite
    /// A value holds what reads like another field, and nothing separates fields.
    case fieldInValue
    /// The value of an extension is a word of the CBV, which one implementation takes for the word's URI.
    case vocabularyWord
    /// A time has more than three decimals: rounding differs, and one implementation leaves the event out.
    case timeRounding
    /// A time says no offset, or is none.
    case timeWithoutOffset
    /// A boolean of JSON, which one implementation writes with a capital letter.
    case boolean
    /// A text is not in the composed form of Unicode: the same word composed has another id.
    case uncomposedText
    /// An error declaration is left out: the id is that of the event which it takes back.
    case errorDeclaration
    /// A link was cut down: another domain, query or lot has the same id.
    case reducedLink
    /// Lists stand in the event whose order implementations disagree on.
    case fieldOrder
    /// A serial shipping container code, of which an old implementation makes another link.
    case containerCode
    /// JSON says null, which one implementation hashes as the word None.
    case null
    /// Fields that the document asks to ignore were left out.
    case ignoredField

    /// What follows.
    public enum Effect: Sendable, Hashable {
        /// Different events have one id.
        case collision
        /// One event has different ids in public implementations.
        case divergence
    }

    /// What follows.
    public var effect: Effect {
        switch self {
        case .numericText, .fieldInValue, .errorDeclaration, .reducedLink, .numberPrecision, .ignoredField: .collision
        case .numberForm, .notFinite, .vocabularyWord, .timeRounding, .timeWithoutOffset, .boolean, .uncomposedText,
            .fieldOrder, .containerCode, .null:
            .divergence
        }
    }

    /// The case's name, for files and for messages.
    public var name: String { "\(self)" }
}

/// The ambiguities of one event hash id.
public struct HashAmbiguities: Sendable, Hashable {
    private var bits: UInt32 = 0

    /// Makes an empty set.
    public init() {}

    /// Whether there is none.
    public var isEmpty: Bool { bits == 0 }

    /// Whether it is one of them.
    public func contains(_ ambiguity: HashAmbiguity) -> Bool { bits & 1 << UInt32(ambiguity.rawValue) != 0 }

    /// All of them, in the order of their declaration.
    public var all: [HashAmbiguity] { HashAmbiguity.allCases.filter(contains) }

    @inline(__always)
    mutating func insert(_ ambiguity: HashAmbiguity) { bits |= 1 << UInt32(ambiguity.rawValue) }
}
