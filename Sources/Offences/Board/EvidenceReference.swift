/// What an entry rests on: something that the case holds, by kind and id.
public struct EvidenceReference: Sendable, Hashable, Comparable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An exhibit in custody.
        case exhibit
        /// A record as received.
        case record
        /// What a person said, taken as the law requires.
        case statement
        /// A finding of a rule: a reason to look, never a proof.
        case finding

        /// The key of its word in the catalogue of messages.
        public var messageKey: String { "offences.rests.\(rawValue)" }
    }

    /// What it is.
    public let kind: Kind
    /// Its id in the case.
    public let id: String

    /// A reference.
    public init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// The kind and the id, as in `exhibit E-7`.
    public var text: String { "\(kind.rawValue) \(id)" }

    /// By kind, then by id.
    public static func < (left: EvidenceReference, right: EvidenceReference) -> Bool {
        (left.kind.rawValue, left.id) < (right.kind.rawValue, right.id)
    }
}

/// What a piece of evidence is worth, in words.
public enum EvidenceWeight: String, Sendable, Hashable, CaseIterable {
    /// A reason to look further; it proves nothing.
    case lead
    /// It strengthens other evidence.
    case corroborative
    /// It can carry a point by itself.
    case probative

    /// The key of its word in the catalogue of messages.
    public var messageKey: String { "offences.weight.\(rawValue)" }
}

/// What a piece of evidence says about a point.
public enum Bearing: String, Sendable, Hashable, CaseIterable {
    case supports, contradicts, unclear

    /// The key of its word in the catalogue of messages.
    public var messageKey: String { "offences.bearing.\(rawValue)" }
}
