public import Foundation

/// An officer's own key, to which shares are sealed.
public struct OfficerKey: Sendable, Hashable {
    /// The public half: a point of P-256.
    public let publicKey: [UInt8]
    /// The private half as the officer's passphrase has sealed it.
    public let sealedKey: [UInt8]
    /// When it was made: UTC, ISO 8601.
    public let madeAt: String
    /// When another one took its place; nil while shares are sealed to it.
    public let retiredAt: String?
}

/// Somebody of an organisation who may open its reports.
public struct EscrowOfficer: Sendable, Hashable {
    /// Who.
    public let person: PersonNumber
    /// Their name.
    public let name: String
    /// The public half of their key for shares; nil as long as they have made none.
    public let shareKey: [UInt8]?
}

/// How a key of an organisation was shared out among its officers.
public struct KeySharing: Sendable, Hashable {
    /// One officer's share, as far as it stands in the open.
    public struct Share: Sendable, Hashable {
        /// Its number in the sharing, from 1.
        public let number: UInt8
        /// Whose it is.
        public let person: PersonNumber
        /// Their name when it was given out.
        public let officer: String
        /// The public half of the key that it is sealed to.
        public let officerKey: [UInt8]
        /// Whether they are still an officer of the organisation who may open its reports.
        public let isOfficer: Bool
        /// When its officer last found it right: UTC, ISO 8601; nil before that.
        public let checkedAt: String?
        /// Since when it is known to be lost or wrong; nil as long as it is not.
        public let lostAt: String?

        /// Whether it can still be given.
        public var isUsable: Bool { isOfficer && lostAt == nil }
    }

    /// Its number.
    public let id: Int64
    /// Whose key it is.
    public let agency: AgencyNumber
    /// The record of the sharing, in the bytes of its format.
    public let record: [UInt8]
    /// The public half of the key that the shares give.
    public let publicKey: [UInt8]
    /// How many shares are needed.
    public let needed: Int
    /// When the key was shared out: UTC, ISO 8601.
    public let madeAt: String
    /// Who did it.
    public let madeBy: String
    /// The shares, by their numbers.
    public let shares: [Share]

    /// Whether enough officers are left who can give a share.
    public var isSound: Bool { shares.count(where: \.isUsable) >= needed }
}

/// A key that is about to be shared out.
public struct KeySharingDraft: Sendable, Hashable {
    /// A share, sealed to its officer's key.
    public struct Share: Sendable, Hashable {
        /// Its number, from 1.
        public let number: UInt8
        /// Who gets it.
        public let officer: EscrowOfficer
        /// The envelope.
        public let envelope: [UInt8]

        /// Describes a share.
        public init(number: UInt8, officer: EscrowOfficer, envelope: [UInt8]) {
            (self.number, self.officer, self.envelope) = (number, officer, envelope)
        }
    }

    /// The record of the sharing, in the bytes of its format.
    public let record: [UInt8]
    /// The public half of the key.
    public let publicKey: [UInt8]
    /// How many shares are needed.
    public let needed: Int
    /// The shares.
    public let shares: [Share]

    /// Describes a sharing.
    public init(record: [UInt8], publicKey: [UInt8], needed: Int, shares: [Share]) {
        (self.record, self.publicKey, self.needed, self.shares) = (record, publicKey, needed, shares)
    }
}

/// A request to open a shared key, and what became of it.
public struct KeyOpening: Sendable, Hashable {
    /// What became of it.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// It waits for shares, or for its requester to put them together.
        case asked
        /// The key was opened, and can be opened again until the request lapses.
        case opened
        /// It was opened, and is over.
        case done
        /// So many refused that the shares that are left are too few.
        case refused
        /// Its requester took it back, or the sharing was withdrawn.
        case cancelled
        /// Its time passed before it was opened.
        case lapsed

        /// Whether nothing more can be done with it.
        public var isEnd: Bool { self != .asked && self != .opened }
    }

    /// What an officer answered.
    public struct Answer: Sendable, Hashable {
        /// The number of their share.
        public let number: UInt8
        /// Who.
        public let person: PersonNumber
        /// Their name.
        public let officer: String
        /// Whether they gave their share.
        public let isGiven: Bool
        /// Why not; nil if they gave it.
        public let reason: String?
        /// When: UTC, ISO 8601.
        public let at: String
    }

    /// Its number.
    public let id: Int64
    /// Which sharing.
    public let sharing: Int64
    /// Whose key.
    public let agency: AgencyNumber
    /// Who asked.
    public let person: PersonNumber
    /// Their name.
    public let requestedBy: String
    /// The kind of need, as `OpeningCause.Kind` has it.
    public let kind: String
    /// What happened, in words.
    public let reason: String
    /// The name of the report for which it is opened; nil for the key itself.
    public let report: [UInt8]?
    /// The number of that report.
    public let reportNumber: Int64?
    /// The public half of the key to which shares are sealed for the requester.
    public let requestKey: [UInt8]
    /// When it was asked for: UTC, ISO 8601.
    public let askedAt: String
    /// When it lapses: UTC, ISO 8601.
    public let lapsesAt: String
    /// What became of it.
    public let state: State
    /// When the key was first opened; nil before that.
    public let openedAt: String?
    /// When it ended; nil as long as it has not.
    public let endedAt: String?
    /// Who ended it; nil where its time passed.
    public let endedBy: String?
    /// Why it was taken back, if somebody said so.
    public let endReason: String?
    /// What officers answered, by the numbers of their shares.
    public let answers: [Answer]

    /// How many shares were given.
    public var given: Int { answers.count(where: \.isGiven) }
}

/// A request that is about to be made.
public struct KeyOpeningDraft: Sendable, Hashable {
    /// Which sharing.
    public var sharing: Int64
    /// The kind of need.
    public var kind: String
    /// What happened, in words.
    public var reason: String
    /// The number of the report; nil for the key itself.
    public var reportNumber: Int64?
    /// The public half of the key of the request.
    public var requestKey: [UInt8]
    /// Its private half as the requester's passphrase has sealed it.
    public var sealedKey: [UInt8]
    /// For how long it stands, in seconds.
    public var lifetime: TimeInterval

    /// Describes a request.
    public init(
        sharing: Int64,
        kind: String,
        reason: String,
        reportNumber: Int64?,
        requestKey: [UInt8],
        sealedKey: [UInt8],
        lifetime: TimeInterval
    ) {
        (self.sharing, self.kind, self.reason, self.reportNumber) = (sharing, kind, reason, reportNumber)
        (self.requestKey, self.sealedKey, self.lifetime) = (requestKey, sealedKey, lifetime)
    }
}

/// What lies sealed for the requester of an opening.
public struct GatheredShares: Sendable, Hashable {
    /// A share that was given.
    public struct Share: Sendable, Hashable {
        /// Its number.
        public let number: UInt8
        /// Who gave it.
        public let officer: String
        /// The share, sealed to the key of the request.
        public let envelope: [UInt8]
    }

    /// The private half of the request's key as the requester's passphrase has sealed it.
    public let sealedKey: [UInt8]
    /// The shares.
    public let shares: [Share]
}
