public import Vocabulary

/// For what somebody lets their words be used.
public enum ConsentUse: String, Sendable, Hashable, CaseIterable {
    /// Counted with those of others; without it nothing of the interview is in any number or finding.
    case count
    /// Quoted, without a name.
    case quote
    /// Given to the company.
    case company
    /// Given to an authority.
    case authority
    /// Published, without a name.
    case publish
}

/// An interview: what was agreed, and what was answered.
///
/// It holds no name and no words of the person: who it is, is an opaque id, and free answers are ids of records that
/// are kept elsewhere, so that they can be erased while the history stays whole.
public struct Interview: Sendable, Hashable {
    /// How somebody said yes.
    public enum Manner: String, Sendable, Hashable, CaseIterable {
        case spoken, written, thumbprint, recorded
    }

    /// An answer.
    public enum Answer: Sendable, Hashable {
        case yes
        case no
        /// One of the choices of the question.
        case choice(String)
        /// A number, in the unit that the question names.
        case number(DecimalNumber)
        /// Words, by the id of the record that holds them.
        case words(record: String)
        /// The person would not say, or did not know.
        case notSaid
    }

    /// The id within the assessment.
    public let id: String
    /// Who was asked: an opaque id, never a name.
    public let respondent: String
    /// The set of questions.
    public let set: String
    /// For whom the person speaks, such as `downstream-village`; an id.
    public let group: String
    /// The sex that the person gives.
    public let sex: Intake.Sex
    /// What the person agreed to.
    public let uses: Set<ConsentUse>
    /// How they said so.
    public let manner: Manner
    /// The language in which it was explained and asked.
    public let language: String
    /// The answers by question; a question that was not asked is not in it.
    public let answers: [String: Answer]

    /// An interview.
    public init(
        _ id: String,
        of respondent: String,
        set: String,
        group: String,
        sex: Intake.Sex = .notSaid,
        uses: Set<ConsentUse>,
        manner: Manner,
        language: String,
        answers: [String: Answer]
    ) {
        self.id = id
        self.respondent = respondent
        self.set = set
        self.group = group
        self.sex = sex
        self.uses = uses
        self.manner = manner
        self.language = language
        self.answers = answers
    }

    /// The same interview for fewer uses.
    func without(_ withdrawn: Set<ConsentUse>) -> Interview {
        Interview(
            id,
            of: respondent,
            set: set,
            group: group,
            sex: sex,
            uses: uses.subtracting(withdrawn),
            manner: manner,
            language: language,
            answers: answers
        )
    }
}
