public import Vocabulary

/// The offences with their elements, and what they share: agencies, technologies, steps, links.
///
/// ```swift
/// let catalogue = try OffenceCatalogue(reading: bytes, file: "offences.json", vocabulary: lexicon.offences)
/// catalogue[OffenceID("O01")]?.elements.count        // 4
/// ```
public struct OffenceCatalogue: Sendable, Hashable {
    /// A part that an agency plays.
    public struct AgencyRole: Sendable, Hashable {
        /// The kinds of agencies that country packs know.
        public enum PackKind: String, Sendable, Hashable, CaseIterable {
            case mines, customs, police, justice, community, company, auditor, oversight, training, other
            case financialIntelligence = "financial_intelligence"
        }

        /// The word that proofs name it by.
        public let id: AgencyRoleID
        /// The kind under which a country pack lists such agencies.
        public let packKind: PackKind
        /// What it is called.
        public let label: LocalisedText
    }

    /// A technology that helps to get a proof.
    public struct Technology: Sendable, Hashable {
        /// The id in the technology matrix.
        public let id: TechnologyID
        /// What it is called.
        public let name: LocalisedText
        /// What its result is worth at best: a judgement, to be edited by country.
        public let value: EvidenceWeight
    }

    /// A step that several offences share.
    public struct GuidanceStep: Sendable, Hashable {
        /// What a step is for.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case financial, protection
        }

        /// The word that offences name it by.
        public let id: GuidanceID
        /// What it is for.
        public let kind: Kind
        /// What to do.
        public let text: LocalisedText
        /// Within how many hours of opening the case; nil where no limit is set.
        public let hours: Int?
        /// The ids of the sources.
        public let sources: [String]
        /// Who keeps it, and when it is to be reviewed.
        public let stewardship: Stewardship
    }

    /// An offence that suggests looking at another.
    public struct ConvergenceLink: Sendable, Hashable {
        /// The offence that is being looked at.
        public let from: OffenceID
        /// The offence to look at as well.
        public let to: OffenceID
        /// Why.
        public let reason: LocalisedText
        /// The ids of the sources.
        public let sources: [String]
        /// Who keeps it, and when it is to be reviewed.
        public let stewardship: Stewardship
    }

    /// The version of the content.
    public let version: Int
    /// How far the content may be relied on.
    public let status: LocalisedText
    /// Who keeps it.
    public let owners: [ContentOwner]
    /// What it was taken from.
    public let sources: [LegalSource]
    /// The parts that agencies play.
    public let agencies: [AgencyRole]
    /// The technologies.
    public let technologies: [Technology]
    /// The steps that offences share.
    public let steps: [GuidanceStep]
    /// What suggests what.
    public let convergence: [ConvergenceLink]
    /// The offences, O01 to O18.
    public let offences: [OffenceChecklist]

    /// The offence of that id.
    public subscript(id: OffenceID) -> OffenceChecklist? { offences.first { $0.id == id } }

    /// The agency of that id.
    public func agency(_ id: AgencyRoleID) -> AgencyRole? { agencies.first { $0.id == id } }

    /// The technology of that id.
    public func technology(_ id: TechnologyID) -> Technology? { technologies.first { $0.id == id } }

    /// The step of that id.
    public func step(_ id: GuidanceID) -> GuidanceStep? { steps.first { $0.id == id } }

    /// The source of that id.
    public func source(_ id: String) -> LegalSource? { sources.first { $0.id == id } }
}
