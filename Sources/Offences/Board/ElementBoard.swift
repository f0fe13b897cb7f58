public import Vocabulary

/// An offence with what the case holds for each element: what carries it, what speaks against it, what is missing, who
/// can get it.
///
/// A pure function of its entries: their order does not matter. It gives no percentage and no verdict; it says in words
/// what is there and what is open, and hides nothing that speaks for the accused.
///
/// ```swift
/// let board = ElementBoard(checklist, law: law, acts: day...day, entries: entries, now: now)
/// for point in board.open { print(point.word, point.element) }
/// ```
public struct ElementBoard: Sendable, Hashable {
    /// An entry that does not count as support, and why.
    public struct SetAside: Sendable, Hashable {
        /// Why an entry is set aside.
        public enum Reason: String, Sendable, Hashable, CaseIterable {
            /// It is about a proof that this offence does not have.
            case unknownProof = "unknown-proof"
            /// Another entry with the same id says something else: nobody can say which is meant.
            case twoVersions = "two-versions"
            /// It, a second look at it or its withdrawal lies in the future.
            case inFuture = "in-future"

            /// The key of its sentence in the catalogue of messages.
            public var messageKey: String { "offences.set-aside.\(rawValue)" }
        }

        /// The entry.
        public let entry: BoardEntry
        /// Why.
        public let reason: Reason
    }

    /// The offence.
    public let offence: OffenceChecklist
    /// The elements, in the order of the checklist.
    public let elements: [BoardElement]
    /// The entries that do not count as support, for a person to look at.
    public let setAside: [SetAside]
    /// The entries that were withdrawn, with who and why.
    public let withdrawn: [BoardEntry]
    /// Everything that contradicts, standing or not: what the defence may have to be shown.
    public let disclosure: [BoardEntry]
    /// What is still open, element by element.
    public let open: [OpenPoint]

    /// The board of these entries.
    ///
    /// - Parameters:
    ///   - law: The provisions of the country; nil where no country pack gives any, which is a gap in every element.
    ///   - acts: The first and last day of the acts; nil where nobody has said.
    ///   - now: The moment of looking; later entries are set aside.
    public init(
        _ offence: OffenceChecklist,
        law: NationalLaw?,
        acts: ClosedRange<CalendarDay>?,
        entries: [BoardEntry],
        now: UTCInstant
    ) {
        let sorted = BoardSorting(entries, proofs: Set(offence.elements.flatMap(\.proofs).map(\.id)), now: now)
        let today = CalendarDay(clamping: now.dayNumber)
        let elements = offence.elements.map { element in
            let proofs = element.proofs.map { sorted.state(of: $0) }
            return BoardElement(
                element: element,
                standing: Self.standing(of: proofs),
                proofs: proofs,
                law: law?.law(for: element.id, acts: acts, today: today)
                    ?? ElementLaw(applying: [], gap: .noProvision)
            )
        }
        self.offence = offence
        self.elements = elements
        setAside = sorted.setAside
        withdrawn = sorted.withdrawn
        disclosure = sorted.disclosure
        open = elements.flatMap { Self.open(in: $0, sorted) }
    }

    /// Whether the longest penalty of the provisions that apply makes this a serious crime: UNTOC article 2(b).
    public var seriousCrime: SeriousCrime {
        SeriousCrime(elements.flatMap { $0.law.applying }.map(\.version.penalty))
    }

    /// The agencies that can get what is missing, each with the proofs, in the order of the checklist.
    public var whoCanGet: [(agency: AgencyRoleID, proofs: [ProofID])] {
        let missing = elements.flatMap(\.missing)
        return offence.agencies.compactMap { agency in
            let proofs = missing.filter { $0.agencies.contains(agency) }.map(\.id)
            return proofs.isEmpty ? nil : (agency, proofs)
        }
    }

    private static func standing(of proofs: [BoardProof]) -> Standing {
        let best = proofs.map(\.standing).max() ?? .open
        guard best == .supported else { return best }
        return proofs.contains { $0.proof.isEssential && $0.standing != .supported } ? .partial : .supported
    }

    private static func open(in state: BoardElement, _ sorted: BoardSorting) -> [OpenPoint] {
        let id = state.element.id
        var points: [OpenPoint] = []
        if state.standing == .open { points.append(.nothing(id)) }
        if state.standing == .lead { points.append(.leadsAlone(id)) }
        if state.standing > .lead, !state.proofs.flatMap(\.supporting).contains(where: { $0.countsAs == .probative }) {
            points.append(.noneProbative(id))
        }
        for proof in state.proofs where proof.proof.isEssential && proof.standing != .supported {
            points.append(.essential(id, proof.proof.id))
        }
        if state.isContested { points.append(.contested(id)) }
        if let gap = state.law.gap { points.append(.law(id, gap)) }
        for proof in state.proofs {
            for entry in (proof.supporting + proof.contradicting + proof.unclear).sorted(by: BoardSorting.isBefore) {
                if entry.isDisputed {
                    points.append(.disputed(id, entry.id))
                } else if !entry.isReviewed {
                    points.append(.unreviewed(id, entry.id))
                }
                if entry.withdrawal != nil { points.append(.withdrawal(id, entry.id)) }
            }
        }
        return points
    }
}
