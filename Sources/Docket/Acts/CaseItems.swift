/// A task: who is to do what until when.
public struct CaseTask: Sendable, Hashable, Codable {
    /// What is to be done.
    public let text: String
    /// By which agency.
    public let agency: MemberID
    /// By whom there; nil for whoever takes it up.
    public let person: String?
    /// Until which day, such as `2026-03-09`; nil for none.
    public let due: String?

    /// Describes a task.
    public init(_ text: String, of agency: MemberID, person: String? = nil, due: String? = nil) {
        (self.text, self.agency, self.person, self.due) = (text, agency, person, due)
    }
}

/// A request from one agency to another: what is asked, why, and until when it is to be answered.
public struct CaseRequest: Sendable, Hashable, Codable {
    /// Who is asked.
    public let agency: MemberID
    /// For what.
    public let what: String
    /// Why it is needed.
    public let reason: String
    /// The day by which an answer is due, such as `2026-03-09`.
    public let due: String

    /// Describes a request.
    public init(to agency: MemberID, for what: String, because reason: String, due: String) {
        (self.agency, self.what, self.reason, self.due) = (agency, what, reason, due)
    }
}

/// A decision, with what else was thought of.
public struct CaseDecision: Sendable, Hashable, Codable {
    /// What was decided.
    public let what: String
    /// Why.
    public let reason: String
    /// What was decided against.
    public let instead: [String]
    /// What it rests on.
    public let rests: [CaseReference]

    /// Describes a decision.
    public init(_ what: String, because reason: String, insteadOf instead: [String] = [], rests: [CaseReference] = []) {
        (self.what, self.reason, self.instead, self.rests) = (what, reason, instead, rests)
    }
}

/// Something that happened in the world, on the time line of the case.
public struct CaseMoment: Sendable, Hashable, Codable {
    /// When: a day, a month, a year, or a moment with its distance from UTC.
    public let when: String
    /// What happened.
    public let what: String
    /// What shows it; a moment that nothing shows is told as said, not as shown.
    public let rests: [CaseReference]

    /// Describes a moment.
    public init(_ when: String, _ what: String, rests: [CaseReference] = []) {
        (self.when, self.what, self.rests) = (when, what, rests)
    }
}

/// What a piece of evidence does for an element of an offence.
public struct ProofOffer: Sendable, Hashable, Codable {
    /// The proof of the checklist, such as `O01.1.a`.
    public let proof: String
    /// The exhibit, record or subject that it rests on.
    public let rests: CaseReference
    /// What that says of the element: `supports`, `contradicts` or `unclear`.
    public let says: String
    /// What it is worth, in the words of the checklist.
    public let weight: String
    /// Why.
    public let words: String

    /// Describes an offer.
    public init(of proof: String, rests: CaseReference, says: String, weight: String, words: String) {
        (self.proof, self.rests, self.says, self.weight, self.words) = (proof, rests, says, weight, words)
    }
}

/// A triage card that somebody filled in for one person and their part, with what they propose.
public struct CaseTriage: Sendable, Hashable, Codable {
    /// What is known about a criterion.
    public struct Answer: Sendable, Hashable, Codable {
        /// The criterion.
        public let criterion: String
        /// Whether it is so; criteria without an answer are unknown.
        public let isSo: Bool
        /// In words.
        public let words: String
        /// What it rests on.
        public let rests: [CaseReference]

        /// An answer.
        public init(_ criterion: String, _ isSo: Bool, words: String, rests: [CaseReference]) {
            (self.criterion, self.isSo, self.words, self.rests) = (criterion, isSo, words, rests)
        }
    }

    /// Of whom.
    public let subject: CaseReference
    /// What is known.
    public let answers: [Answer]
    /// The outcome that is proposed, in the word of the card.
    public let decision: String
    /// Why.
    public let reason: String
    /// The criteria that are unknown and without which it is decided.
    public let without: [String]
    /// The criteria for which what comes first has been done.
    public let done: [String]

    /// Describes a card.
    public init(
        of subject: CaseReference,
        answers: [Answer],
        decision: String,
        because reason: String,
        without: [String] = [],
        done: [String] = []
    ) {
        (self.subject, self.answers, self.decision) = (subject, answers, decision)
        (self.reason, self.without, self.done) = (reason, without, done)
    }
}
