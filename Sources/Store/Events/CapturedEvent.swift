/// What a captured EPCIS event is looked up by.
public struct CapturedEvent: Sendable, Hashable {
    /// The type as written.
    public var type: String
    /// The action; nil if it has none.
    public var action: String?
    /// In microseconds since 1970; nil if it cannot be read.
    public var eventTime: Int?
    /// The event's id in the spelling that queries compare; nil if it has none.
    public var eventKey: String?
    /// Whether it declares an earlier event to be wrong.
    public var isErrorDeclaration: Bool
    /// Whether it has sensor elements.
    public var hasSensors: Bool
    /// The identifiers and words in it, each with the number of its kind.
    public var keys: [Key]

    /// An identifier or word.
    public struct Key: Sendable, Hashable {
        /// The number of its kind.
        public let kind: Int
        /// The spelling that queries compare.
        public let text: String

        /// Makes a key.
        public init(kind: Int, text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// Describes an event.
    public init(
        type: String,
        action: String?,
        eventTime: Int?,
        eventKey: String?,
        isErrorDeclaration: Bool,
        hasSensors: Bool,
        keys: [Key]
    ) {
        self.type = type
        self.action = action
        self.eventTime = eventTime
        self.eventKey = eventKey
        self.isErrorDeclaration = isErrorDeclaration
        self.hasSensors = hasSensors
        self.keys = keys
    }
}

/// What a document says of all its events.
public struct CapturedDocument: Sendable, Hashable {
    /// `json` or `xml`.
    public let syntax: String
    /// The prefixes that it declares, as a JSON object of namespaces.
    public let prefixes: String

    /// Describes a document.
    public init(syntax: String, prefixes: String) {
        self.syntax = syntax
        self.prefixes = prefixes
    }
}

/// One thing that master data in a document say of an element of a vocabulary.
public struct CapturedMaster: Sendable, Hashable {
    /// The element's identifier as written.
    public let element: String
    /// The vocabulary.
    public let vocabulary: String
    /// The attribute's name; empty for a part of the element.
    public let name: String
    /// The attribute's value, or the identifier of the part.
    public let value: String

    /// Describes what is said.
    public init(element: String, vocabulary: String, name: String, value: String) {
        self.element = element
        self.vocabulary = vocabulary
        self.name = name
        self.value = value
    }
}
