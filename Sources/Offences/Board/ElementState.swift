/// How far an element is carried by what the case holds.
///
/// Whether it is proven, a court says.
public enum Standing: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Nothing supports it.
    case open
    /// Leads alone support it.
    case lead
    /// Evidence supports it, but a proof that it cannot stand without is missing.
    case partial
    /// Evidence supports it.
    case supported

    /// The key of its word in the catalogue of messages.
    public var messageKey: String { "offences.standing.\(rawValue)" }

    /// From open to supported.
    public static func < (left: Standing, right: Standing) -> Bool {
        allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
}

/// A proof with what the case says about it.
public struct ProofState: Sendable, Hashable {
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
public struct ElementState: Sendable, Hashable {
    /// The element.
    public let element: OffenceChecklist.Element
    /// How far it is carried.
    public let standing: Standing
    /// The state of each proof, in the order of the checklist.
    public let proofs: [ProofState]
    /// What national law says of it.
    public let law: ElementLaw

    /// Whether something contradicts it, however much supports it.
    public var isContested: Bool { proofs.contains { !$0.contradicting.isEmpty } }

    /// The proofs that nothing supports.
    public var missing: [OffenceChecklist.Proof] { proofs.filter(\.isMissing).map(\.proof) }
}

/// Something that is still open on a board.
public enum OpenPoint: Sendable, Hashable {
    /// Nothing supports the element.
    case nothing(ElementID)
    /// Leads alone support the element.
    case leadsAlone(ElementID)
    /// A proof is missing that the element cannot stand without.
    case essential(ElementID, ProofID)
    /// Something contradicts the element.
    case contested(ElementID)
    /// The law leaves a gap.
    case law(ElementID, LegalGap)
    /// No second person has looked at an entry.
    case unreviewed(ElementID, BoardEntryID)
    /// A second person disagrees with an entry.
    case disputed(ElementID, BoardEntryID)
    /// An entry was withdrawn in a way that does not count: without a reason, or by one person alone.
    case withdrawal(ElementID, BoardEntryID)

    /// The element that it is about.
    public var element: ElementID {
        switch self {
        case .nothing(let element), .leadsAlone(let element), .essential(let element, _), .contested(let element),
            .law(let element, _), .unreviewed(let element, _), .disputed(let element, _),
            .withdrawal(let element, _):
            element
        }
    }

    /// The key of its sentence in the catalogue of messages; it takes `element`, `proof`, `entry` and `gap`.
    public var messageKey: String { "offences.open.\(word)" }

    /// The word for it.
    public var word: String {
        switch self {
        case .nothing: "nothing"
        case .leadsAlone: "leads-alone"
        case .essential: "essential"
        case .contested: "contested"
        case .law: "law"
        case .unreviewed: "unreviewed"
        case .disputed: "disputed"
        case .withdrawal: "withdrawal"
        }
    }

    /// The words of all open points.
    public static let words = [
        "nothing", "leads-alone", "essential", "contested", "law", "unreviewed", "disputed", "withdrawal",
    ]
}
