package import Foundation
public import Vocabulary

/// Who reads: a person at a session or behind a token, the public, or the owner of the machine.
///
/// Readers are made in this module alone, where somebody is recognised, and handed down to ``FactStore/read(as:_:)``;
/// there is no way to read without one. What a person may see is looked up again at each reading if it has changed
/// since, so a reader that is held for long gets no more than one that is new.
///
/// A class that never changes: a reader is handed on some fifty times a request, and has ten parts to be copied.
public final class Reader: Sendable, Hashable {
    /// What stands behind a reader.
    enum Identity: Sendable, Hashable {
        case system
        case local
        case everyone
        case person(PersonNumber, by: Credential)
    }

    /// How a person was recognised.
    enum Credential: Sendable, Hashable {
        case session(Int64)
        case token(Int64)
        /// Not at all: the machine reads in the person's place, for what is written to them.
        case notices
    }

    let identity: Identity
    /// What the reader may see, as of ``policyVersion``.
    let standing: Standing
    let policyVersion: Int64
    /// Whose name stands in the access trail.
    public let name: String
    /// The name of the agency that the reader belongs to; empty for those who belong to none.
    public let agencyName: String
    /// Why sensitive things are read, if it was said.
    public let reason: AccessReason?

    init(
        _ identity: Identity,
        name: String,
        agencyName: String = "",
        standing: Standing,
        policyVersion: Int64,
        reason: AccessReason? = nil
    ) {
        self.identity = identity
        self.name = name
        self.agencyName = agencyName
        self.standing = standing
        self.policyVersion = policyVersion
        self.reason = reason
    }

    /// The owner of the machine, at its keyboard: sees what the machine holds and nobody has sealed.
    public static let local = Reader(.local, name: "local", standing: .unlimited, policyVersion: 0)

    /// Anybody: sees what is marked TLP:CLEAR, with blurred positions.
    public static let everyone = Reader(.everyone, name: "public", standing: .anybody, policyVersion: 0)

    /// Kernels and rules: see everything, and what they write inherits the strictest marking of what it rests on.
    package static let system = Reader(.system, name: "system", standing: .unlimited, policyVersion: 0)

    /// The same reader, who says why sensitive things are read; each of them goes to the access trail.
    public func reading(for reason: AccessReason?) -> Reader {
        Reader(
            identity,
            name: name,
            agencyName: agencyName,
            standing: standing,
            policyVersion: policyVersion,
            reason: reason
        )
    }

    /// The person, if it is one.
    public var person: PersonNumber? {
        guard case .person(let number, _) = identity else { return nil }
        return number
    }

    /// The session, if the person sits at one.
    public var session: Int64? {
        guard case .person(_, by: .session(let number)) = identity else { return nil }
        return number
    }

    /// The token, if a program acts for the person.
    public var token: Int64? {
        guard case .person(_, by: .token(let number)) = identity else { return nil }
        return number
    }

    /// Whether it is somebody: a person, or the owner of the machine.
    public var isKnown: Bool { identity != .everyone }

    /// Whether what the reader may see is still what it was when they were recognised, as far as the clock goes.
    package func holds(at now: Date) -> Bool { standing.lapse.map { $0 > now } ?? true }

    /// The agency that the reader belongs to.
    public var agency: AgencyNumber { AgencyNumber(rawValue: standing.agency) }
    /// The person's roles.
    public var roles: Set<Role> { standing.roles }
    /// What the roles let the reader do, less what a token's scopes leave out.
    public var capabilities: Set<Capability> { standing.capabilities }
    /// The strictest marking that the person is cleared for.
    public var clearance: HandlingMarking { standing.clearance }

    /// The strictest marking that sharing groups let the reader see of each other agency's rows.
    public var sharedCeilings: [AgencyNumber: HandlingMarking] {
        var ceilings: [AgencyNumber: HandlingMarking] = [:]
        for (owner, ceiling) in standing.shared {
            ceilings[AgencyNumber(rawValue: owner)] = HandlingMarking(rawValue: ceiling)
        }
        return ceilings
    }

    /// The TLP:RED things that the person was named for.
    public var namedSubjects: Set<GuardedSubject> { standing.named }

    /// Whether the reader can do something.
    public func can(_ capability: Capability) -> Bool { capabilities.contains(capability) }

    /// Whether answers to the reader may be kept and given again: not where each reading goes to the trail.
    public var mayBeAnsweredAgain: Bool { reason == nil }

    /// Two readers are the same if they are one person, recognised in one way, under one state of the permissions.
    public static func == (left: Reader, right: Reader) -> Bool {
        left === right
            || left.identity == right.identity && left.policyVersion == right.policyVersion
                && left.reason == right.reason
                && left.standing == right.standing
    }

    /// Hashes who it is.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(identity)
        hasher.combine(policyVersion)
        hasher.combine(reason)
    }
}

/// The number of an agency in this store.
public struct AgencyNumber: Sendable, Hashable, RawRepresentable {
    /// The row in the table of agencies.
    public let rawValue: Int64

    /// Wraps a row number.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// The agency that runs this store.
    public static let local = AgencyNumber(rawValue: 1)
    /// No agency.
    public static let none = AgencyNumber(rawValue: 0)
}

/// The number of a person in this store.
public struct PersonNumber: Sendable, Hashable, RawRepresentable {
    /// The row in the table of people.
    public let rawValue: Int64

    /// Wraps a row number.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// A thing that can be named or sealed: a fact by its table and identifier, a finding, or a record by its number.
public struct GuardedSubject: Sendable, Hashable {
    /// The name of a fact table, `finding` or `record`.
    public let kind: String
    /// The identifier.
    public let id: String

    /// Names a thing.
    ///
    /// - Throws: ``StoreError`` with `invalid` if there are no things of that kind.
    public init(_ kind: String, _ id: String) throws(StoreError) {
        guard Self.kinds.contains(kind), kind != "record" || Int64(id) != nil else {
            throw StoreError(.invalid, "There is nothing of the kind \(kind) and the name \(id) to name or to seal.")
        }
        self.kind = kind
        self.id = id
    }

    init(stored kind: String, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// The kinds: every fact that has an identifier of its own, findings and records.
    public static let kinds: [String] =
        FactSchema.baseTables.filter { $0.key == ["id"] }.map(\.name) + ["finding", "record"]
}
