/// Something that is still open on a board.
public enum OpenPoint: Sendable, Hashable {
    /// Nothing supports the element.
    case nothing(ElementID)
    /// Leads alone support the element.
    case leadsAlone(ElementID)
    /// Evidence supports the element, but none that can carry a point by itself.
    case noneProbative(ElementID)
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
        case .nothing(let element), .leadsAlone(let element), .noneProbative(let element), .essential(let element, _),
            .contested(let element),
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
        case .noneProbative: "none-probative"
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
        "nothing", "leads-alone", "none-probative", "essential", "contested", "law", "unreviewed", "disputed",
        "withdrawal",
    ]
}
