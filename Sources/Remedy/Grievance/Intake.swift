public import Vocabulary

/// That somebody may speak for another.
public enum Consent: Sendable, Hashable {
    /// The person said so, on a day, in a way that is written down: `signed`, `thumbprint`, `recorded`, `witnessed`.
    case given(CalendarDay, how: String)
    /// The person cannot be asked.
    case impossible(Cause)

    /// Why a person cannot be asked.
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        case dead, missing, detained, child, incapacitated
    }
}

/// How a complaint came in.
public struct Intake: Sendable, Hashable {
    /// Who brings it.
    public enum Bringer: Sendable, Hashable {
        /// The person harmed.
        case person
        /// Somebody for them.
        case representative(Consent)
        /// A group of so many people.
        case group(Int)
        /// Somebody who gives no name.
        case anonymous
    }

    /// The way it took.
    public enum Channel: String, Sendable, Hashable, CaseIterable {
        case web, phone, sms, voice, paper, meeting, monitor
    }

    /// What a person says of their sex, if anything.
    public enum Sex: String, Sendable, Hashable, CaseIterable {
        case woman, man, other
        case notSaid = "not-said"
    }

    /// Who brings it.
    public let bringer: Bringer
    /// The way it took.
    public let channel: Channel
    /// The language in which it was told, ISO 639-3: `vmw` for Makhuwa.
    public let language: String
    /// What the person says of their sex.
    public let sex: Sex
    /// What it is about.
    public let categories: Set<CategoryID>
    /// Whether somebody's life is in danger now.
    public let isDangerous: Bool
    /// Who is complained of.
    public let respondents: Set<OrganisationID>
    /// Whether somebody helped to write it down.
    public let wasAssisted: Bool

    /// An intake.
    public init(
        bringer: Bringer,
        channel: Channel,
        language: String,
        sex: Sex = .notSaid,
        categories: Set<CategoryID>,
        isDangerous: Bool = false,
        respondents: Set<OrganisationID>,
        wasAssisted: Bool = false
    ) {
        self.bringer = bringer
        self.channel = channel
        self.language = language
        self.sex = sex
        self.categories = categories
        self.isDangerous = isDangerous
        self.respondents = respondents
        self.wasAssisted = wasAssisted
    }
}
