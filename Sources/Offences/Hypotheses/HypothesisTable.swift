/// Hypotheses against evidence.
///
/// After Richards Heuer, “Psychology of Intelligence Analysis” (1999), chapter 8. The table looks for what speaks against
/// each hypothesis, because evidence that fits all of them tells nothing. Which hypothesis holds, a person says.
public struct HypothesisTable: Sendable, Hashable {
    /// An explanation of the facts.
    public struct Hypothesis: Sendable, Hashable {
        /// The id within the table.
        public let id: String
        /// What it says.
        public let text: String
        /// Whether it explains the facts without an offence.
        public let isInnocent: Bool

        /// A hypothesis.
        public init(_ id: String, _ text: String, isInnocent: Bool) {
            self.id = id
            self.text = text
            self.isInnocent = isInnocent
        }
    }

    /// A piece of evidence, or that something expected is absent.
    public struct Piece: Sendable, Hashable {
        /// The id within the table.
        public let id: String
        /// What it is.
        public let text: String
        /// What it rests on; nil for something that is absent.
        public let rests: EvidenceReference?

        /// A piece.
        public init(_ id: String, _ text: String, rests: EvidenceReference?) {
            self.id = id
            self.text = text
            self.rests = rests
        }
    }

    /// How a piece goes with a hypothesis.
    public enum Consistency: String, Sendable, Hashable, CaseIterable {
        /// The piece would be expected if the hypothesis held.
        case consistent
        /// The piece says nothing about it.
        case neutral
        /// The piece would surprise if the hypothesis held.
        case inconsistent
        /// The piece can hardly be there if the hypothesis holds.
        case stronglyInconsistent = "strongly-inconsistent"

        /// The key of its word in the catalogue of messages.
        public var messageKey: String { "offences.hypothesis.\(rawValue)" }
    }

    /// Why a table is none.
    public enum Fault: Error, Sendable, Hashable {
        /// One hypothesis alone can only be confirmed.
        case fewerThanTwoHypotheses
        /// No hypothesis explains the facts without an offence.
        case noInnocentExplanation
        /// Two hypotheses or two pieces share an id.
        case idTwice(String)
        /// A rating names a hypothesis or a piece that the table does not have.
        case unknownID(String)

        /// The key of its sentence in the catalogue of messages; it takes `id`.
        public var messageKey: String {
            switch self {
            case .fewerThanTwoHypotheses: "offences.hypothesis.fault.fewer-than-two"
            case .noInnocentExplanation: "offences.hypothesis.fault.no-innocent"
            case .idTwice: "offences.hypothesis.fault.twice"
            case .unknownID: "offences.hypothesis.fault.unknown"
            }
        }
    }

    /// A field of the table.
    struct Field: Sendable, Hashable {
        let piece: String
        let hypothesis: String
    }

    /// The hypotheses.
    public let hypotheses: [Hypothesis]
    /// The pieces.
    public let pieces: [Piece]
    private var ratings: [Field: Consistency] = [:]

    /// A table without ratings.
    ///
    /// There are two hypotheses at least, and one of them is innocent: `OffenceChecklist.explanations` names some.
    public init(hypotheses: [Hypothesis], pieces: [Piece]) throws(Fault) {
        guard hypotheses.count >= 2 else { throw .fewerThanTwoHypotheses }
        guard hypotheses.contains(where: \.isInnocent) else { throw .noInnocentExplanation }
        var seen: Set<String> = []
        for hypothesis in hypotheses where !seen.insert(hypothesis.id).inserted { throw .idTwice(hypothesis.id) }
        seen = []
        for piece in pieces where !seen.insert(piece.id).inserted { throw .idTwice(piece.id) }
        self.hypotheses = hypotheses
        self.pieces = pieces
    }

    /// Rates a piece against a hypothesis; a later rating takes the place of an earlier one.
    public mutating func rate(_ piece: String, against hypothesis: String, _ consistency: Consistency) throws(Fault) {
        guard pieces.contains(where: { $0.id == piece }) else { throw .unknownID(piece) }
        guard hypotheses.contains(where: { $0.id == hypothesis }) else { throw .unknownID(hypothesis) }
        ratings[Field(piece: piece, hypothesis: hypothesis)] = consistency
    }

    /// How a piece goes with a hypothesis; nil while nobody has rated it.
    public func rating(of piece: String, against hypothesis: String) -> Consistency? {
        ratings[Field(piece: piece, hypothesis: hypothesis)]
    }
}
