/// Whom to believe (C2SP tlog-policy): which logs, which witnesses, and how many of them in which groups.
///
/// Witnesses of one organisation prove nothing about each other's independence: a policy puts each organisation's in a
/// group, and asks for groups.
public struct TrustPolicy: Sendable, Hashable {
    /// A log.
    public struct Log: Sendable, Hashable {
        /// Its key.
        public let key: VerifierKey
        /// Where it is, if the policy says so.
        public let address: String?
    }

    /// A witness.
    public struct Witness: Sendable, Hashable {
        /// Its name in the policy.
        public let name: PolicyName
        /// Its key.
        public let key: VerifierKey
        /// Where it takes checkpoints, if the policy says so.
        public let address: String?
    }

    /// Some witnesses and groups of which so many must have signed.
    public struct Group: Sendable, Hashable {
        /// Its name in the policy.
        public let name: PolicyName
        /// How many of its members it takes.
        public let threshold: Int
        /// The names of its members.
        public let members: [PolicyName]
    }

    /// The logs.
    public let logs: [Log]
    /// The witnesses.
    public let witnesses: [Witness]
    /// The groups; each stands behind its members.
    public let groups: [Group]
    /// The witness or group that must have signed; nil if none need.
    public let quorum: PolicyName?

    init(logs: [Log], witnesses: [Witness], groups: [Group], quorum: PolicyName?) {
        self.logs = logs
        self.witnesses = witnesses
        self.groups = groups
        self.quorum = quorum
    }

    /// Reads a checkpoint and says whether the policy is met.
    ///
    /// - Throws: ``NoteFault`` if none of the logs signed it, or a signature of a known key is wrong. That too few
    ///   witnesses signed is no fault of the note: the verdict says it.
    public func judge(_ note: SignedNote) throws(NoteFault) -> PolicyVerdict {
        let checkpoint = try VerifiedCheckpoint(note, logKeys: logs.map(\.key), witnessKeys: witnesses.map(\.key))
        let signed = checkpoint.witnesses
        var met: Set<PolicyName> = []
        for witness in witnesses where signed.contains(where: { $0.key == witness.key }) { met.insert(witness.name) }
        for group in groups where group.members.count(where: met.contains) >= group.threshold { met.insert(group.name) }
        return PolicyVerdict(
            checkpoint: checkpoint,
            signed: witnesses.filter { met.contains($0.name) },
            absent: witnesses.filter { !met.contains($0.name) },
            isMet: quorum.map(met.contains) ?? true
        )
    }
}

/// What a policy says of a checkpoint.
public struct PolicyVerdict: Sendable, Hashable {
    /// The checkpoint, signed by one of the policy's logs.
    public let checkpoint: VerifiedCheckpoint
    /// The policy's witnesses that signed it.
    public let signed: [TrustPolicy.Witness]
    /// Those that did not.
    public let absent: [TrustPolicy.Witness]
    /// Whether enough did.
    public let isMet: Bool
}

/// A name in a policy: bytes, of which nothing is understood.
public struct PolicyName: Sendable, Hashable {
    /// The bytes.
    public let bytes: [UInt8]

    /// Takes the bytes of a text.
    public init(_ text: String) { bytes = Array(text.utf8) }

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    /// The predefined name.
    static let none = PolicyName("none")
}

extension PolicyName: CustomStringConvertible {
    /// The name as text.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
