/// A proof with what the case says about it.
public struct BoardProof: Sendable, Hashable {
    /// The proof.
    public let proof: OffenceChecklist.Proof
    /// The entries that support it, in the order of time.
    public let supporting: [BoardEntry]
    /// The entries that contradict it.
    public let contradicting: [BoardEntry]
    /// The entries that leave it unclear.
    public let unclear: [BoardEntry]
    /// How far it is carried: open, lead or supported.
    public let standing: Standing

    /// Whether nothing supports it: somebody has to get it, or to say why it is not needed.
    public var isMissing: Bool { supporting.isEmpty }
}

/// An element with what the case says about it.
public struct BoardElement: Sendable, Hashable {
    /// The element.
    public let element: OffenceChecklist.Element
    /// How far it is carried.
    public let standing: Standing
    /// The state of each proof, in the order of the checklist.
    public let proofs: [BoardProof]
    /// What national law says of it.
    public let law: ElementLaw

    /// Whether something contradicts it, however much supports it.
    public var isContested: Bool { proofs.contains { !$0.contradicting.isEmpty } }

    /// The proofs that nothing supports.
    public var missing: [OffenceChecklist.Proof] { proofs.filter(\.isMissing).map(\.proof) }
}
