public import Vocabulary

/// A credential that was issued here, as far as its reader may see it.
public struct IssuedCredential: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A right to explore, mine, process, trade or export.
        case licence
        /// What is stated of one lot.
        case lot
        /// What is stated of a mine, a depot or a plant.
        case site
        /// That somebody finished a course.
        case badge
    }

    /// What became of it.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Nothing: it stands as it was issued.
        case valid
        /// It is withdrawn for the time being.
        case suspended
        /// It was withdrawn for good.
        case revoked
    }

    /// The ways in which it is secured.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        /// A document with a proof in it (W3C Data Integrity 1.0, `eddsa-jcs-2022`).
        case json
        /// A token (W3C VC-JOSE-COSE, `vc+jwt`).
        case jwt

        /// Its media type.
        public var mediaType: String {
            switch self {
            case .json: "application/vc"
            case .jwt: "application/vc+jwt"
            }
        }
    }

    /// 32 hexadecimal digits: the last part of its address.
    public let id: String
    /// What it is.
    public let kind: Kind
    /// The identifier of the fact that it is about, which is of the same kind; nil for a badge.
    public let subject: String?
    /// What became of it.
    public let state: State
    /// The name of the key that signed.
    public let keyName: String
    /// Its status list, from 1.
    public let list: Int
    /// Its place in that list.
    public let place: Int
    /// From when it is valid: UTC, ISO 8601.
    public let validFrom: String
    /// Until when; nil if it does not run out.
    public let validUntil: String?
    /// When it was issued: UTC, ISO 8601.
    public let issuedAt: String
    /// Who issued it; nil for those who are not of the agency.
    public let issuedBy: String?
    /// Why it was issued although findings were open; nil where none was, and for those who are not of the agency.
    public let reason: String?
    /// Its handling marking: that of what it is about.
    public let marking: HandlingMarking
    /// Whose it is.
    public let owner: AgencyNumber
    /// The rows of its forms in the order of ``Format``, by which the ledger knows them.
    public let rows: [Int64]
}

/// A credential that is about to be kept.
public struct CredentialDraft: Sendable {
    /// Its identifier.
    public var id: String
    /// What it is.
    public var kind: IssuedCredential.Kind
    /// What it rests on.
    public var basis: CredentialBasis
    /// The name of the key that signed.
    public var keyName: String
    /// The number of the newest statement about the identifier, as ``FactStore/identifierEntries()`` gave it.
    public var edition: Int64
    /// Its place in the status lists.
    public var status: StatusPlace
    /// From when it is valid.
    public var validFrom: String
    /// Until when.
    public var validUntil: String?
    /// Why it is issued although findings are open.
    public var reason: String
    /// Its bytes in each form.
    public var forms: [IssuedCredential.Format: [UInt8]]

    /// Puts a draft together.
    public init(
        id: String,
        kind: IssuedCredential.Kind,
        basis: CredentialBasis,
        keyName: String,
        edition: Int64,
        status: StatusPlace,
        validFrom: String,
        validUntil: String?,
        reason: String,
        forms: [IssuedCredential.Format: [UInt8]]
    ) {
        self.id = id
        self.kind = kind
        self.basis = basis
        self.keyName = keyName
        self.edition = edition
        self.status = status
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.reason = reason
        self.forms = forms
    }
}

/// A place in the status lists.
public struct StatusPlace: Sendable, Hashable {
    /// The list, from 1.
    public let list: Int
    /// The entry, from 0.
    public let index: Int

    /// Names a place.
    public init(list: Int, index: Int) {
        self.list = list
        self.index = index
    }
}

/// Whose data a credential rests on, and how they are marked.
public struct CredentialBasis: Sendable, Hashable {
    /// The fact that it is about, as its table and identifier; nil for a badge.
    public let subject: GuardedSubject?
    /// The record behind it.
    public let record: Int64?
    /// All records that it rests on, that one first.
    public let records: [Int64]
    /// Their marking: that of the fact itself; what is marked more strictly is not taken in.
    public let marking: HandlingMarking
    /// The agency of the fact.
    public let owner: AgencyNumber
}

/// What the ledger is told of the installation's identifier.
public struct IdentifierEntry: Sendable, Hashable {
    /// Its number; they grow.
    public let id: Int64
    /// The entry of the log, in canonical JSON.
    public let bytes: [UInt8]
    /// Its place in the log; nil until it has one.
    public let place: UInt64?
}
