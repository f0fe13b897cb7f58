public import Vocabulary

/// What is so in a case after the acts that somebody sees.
public struct CaseState: Sendable, Hashable {
    /// Where a case stands.
    public enum Stage: String, Sendable, Hashable, CaseIterable {
        case open, paused, closed
    }

    /// Something with who wrote it, when, and for whom it is.
    public struct Item<Content: Sendable & Hashable>: Sendable, Hashable {
        /// What it is called.
        public let id: ItemID
        /// Who wrote it, for which agency, when, and whether for that agency alone.
        public let origin: CaseOrigin
        /// What it says.
        public internal(set) var content: Content
        /// What became of it; nil while it stands as it was written.
        public internal(set) var end: CaseEnd?
    }

    /// A text with all that it said before.
    public struct Note: Sendable, Hashable {
        /// Who wrote what when; the last holds.
        public internal(set) var revisions: [Revision]

        /// What it said from a moment on.
        public struct Revision: Sendable, Hashable {
            /// Who and when.
            public let origin: CaseOrigin
            /// What.
            public let text: String
        }

        /// What it says.
        public var text: String { revisions.last?.text ?? "" }
    }

    /// An offer of proof with the looks that others took at it.
    public struct Proof: Sendable, Hashable {
        /// What was offered.
        public let offer: ProofOffer
        /// Who else looked at it.
        public internal(set) var looks: [Look]
        /// Who says that its withdrawal is right; nil while nobody else has.
        public internal(set) var agreed: Look?
    }

    /// A second look.
    public struct Look: Sendable, Hashable {
        /// Who and when.
        public let origin: CaseOrigin
        /// Whether they see it the same way.
        public let agrees: Bool
        /// In their words.
        public let words: String
    }

    /// An explanation of the facts.
    public struct Hypothesis: Sendable, Hashable {
        /// In words.
        public let text: String
        /// Whether nobody did anything wrong by it.
        public let isInnocent: Bool
    }

    /// What a piece of evidence says of a hypothesis.
    public struct Weighing: Sendable, Hashable {
        /// The hypothesis.
        public let hypothesis: ItemID
        /// The evidence.
        public let rests: CaseReference
        /// How well they fit, in the words of the table.
        public let consistency: String
        /// Why.
        public let words: String
        /// Who and when.
        public let origin: CaseOrigin
    }

    /// What it is called.
    public internal(set) var title = ""
    /// What it is about.
    public internal(set) var summary = ""
    /// Where it stands.
    public internal(set) var stage = Stage.open
    /// How it ended; nil while it has not.
    public internal(set) var outcome: CaseOutcome?
    /// Who leads it; nil before it is opened.
    public internal(set) var lead: MemberID?
    /// Who works on it besides.
    public internal(set) var partners: Set<MemberID> = []
    /// Whether others who name the same subjects are told whom to ask.
    public internal(set) var isKnown = false
    /// Who may see it among those who work on it.
    public internal(set) var marking = HandlingMarking.amberStrict
    /// What it comes from, in the order in which it was added.
    public internal(set) var sources: [CaseReference] = []
    /// Whom and what it speaks of, each with the part that it plays.
    public internal(set) var subjects: [CaseReference: String] = [:]
    /// Its exhibits, in the order in which they were added.
    public internal(set) var exhibits: [CaseReference] = []
    /// Notes, in the order in which they were begun.
    public internal(set) var notes: [Item<Note>] = []
    /// Tasks.
    public internal(set) var tasks: [Item<CaseTask>] = []
    /// Requests.
    public internal(set) var requests: [Item<CaseRequest>] = []
    /// Decisions.
    public internal(set) var decisions: [Item<CaseDecision>] = []
    /// What happened in the world.
    public internal(set) var moments: [Item<CaseMoment>] = []
    /// The first and last day of what people are thought to have done; nil while nobody has said.
    public internal(set) var days: ClosedRange<CalendarDay>?
    /// The offences that are considered.
    public internal(set) var offences: [String] = []
    /// What was offered as proof.
    public internal(set) var proofs: [Item<Proof>] = []
    /// Hypotheses.
    public internal(set) var hypotheses: [Item<Hypothesis>] = []
    /// What evidence says of hypotheses; the latest of each pair holds.
    public internal(set) var weighings: [Weighing] = []
    /// What became of the steps of the parallel financial investigation; the latest answer to each holds.
    public internal(set) var steps: [String: Answer] = [:]
    /// Triage cards.
    public internal(set) var triages: [Item<Triage>] = []

    /// Whether it has been opened.
    public var isOpened: Bool { lead != nil }

    /// Everybody who works on it.
    public var members: Set<MemberID> { lead.map { partners.union([$0]) } ?? [] }

    /// What became of a step.
    public struct Answer: Sendable, Hashable {
        /// Whether it was done; a step that was not is set aside with a reason.
        public let isDone: Bool
        /// In words.
        public let words: String
        /// Who and when.
        public let origin: CaseOrigin
    }

    /// A triage card with the looks that others took at it.
    public struct Triage: Sendable, Hashable {
        /// The card.
        public let card: CaseTriage
        /// Who else looked at it.
        public internal(set) var looks: [Look]
    }
}

/// Who did something, for which agency, when.
public struct CaseOrigin: Sendable, Hashable {
    /// Who.
    public let by: String
    /// For which agency.
    public let agency: MemberID
    /// When.
    public let at: UTCInstant
    /// Whether it is for that agency alone.
    public let isOwn: Bool

    init(_ act: CaseAct) { (by, agency, at, isOwn) = (act.by, act.agency, act.at, act.isOwn) }
}

/// What became of a task, a request, a proof.
public struct CaseEnd: Sendable, Hashable {
    /// How it ended.
    public enum How: String, Sendable, Hashable, CaseIterable {
        case done, dropped, given, refused, withdrawn, struck
    }

    /// How.
    public let how: How
    /// In words.
    public let words: String
    /// What was given.
    public let given: CaseReference?
    /// Who and when.
    public let origin: CaseOrigin
}
