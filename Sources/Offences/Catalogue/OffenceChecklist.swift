public import Vocabulary

/// An offence as an investigator works on it: what has to be shown, by what, and what may explain it innocently.
///
/// The elements are generic. What they are in a country is said by ``NationalLaw``; an element without a provision of
/// national law is a gap that the board shows.
public struct OffenceChecklist: Sendable, Hashable {
    /// One thing that has to be shown.
    public struct Element: Sendable, Hashable {
        /// What an element is about.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case conduct, circumstance, means, purpose, result, attribution, mental

            /// The key of its word in the catalogue of messages.
            public var messageKey: String { "offences.kind.\(rawValue)" }
        }

        /// The id, such as `O01.2`.
        public let id: ElementID
        /// What it is about.
        public let kind: Kind
        /// What has to be shown.
        public let text: LocalisedText
        /// What it can rest on.
        public let proofs: [Proof]
        /// The ids of the sources.
        public let sources: [String]
    }

    /// Something that an element can rest on.
    public struct Proof: Sendable, Hashable {
        /// The id, such as `O01.2a`.
        public let id: ProofID
        /// What it is.
        public let text: LocalisedText
        /// Who can get it, the likeliest first; never empty.
        public let agencies: [AgencyRoleID]
        /// What helps to get it.
        public let technologies: [TechnologyID]
        /// Whether the element cannot stand without it, whatever else there is.
        public let isEssential: Bool
    }

    /// A text with its sources: an innocent explanation, a way of cooperation, an asset.
    public struct Guidance: Sendable, Hashable {
        /// The id, such as `O01.d1`.
        public let id: GuidanceID
        /// The text.
        public let text: LocalisedText
        /// The ids of the sources.
        public let sources: [String]
    }

    /// O01 to O18.
    public let id: OffenceID
    /// The name of the offence, from the vocabulary.
    public let title: LocalisedText
    /// The rows and concerns of the vulnerability matrix that it belongs to, from the vocabulary.
    public let vulnerabilities: [VulnerabilityID]
    /// The treaties and standards that it rests on.
    public let basis: [LegalBasis]
    /// What is to be known about that basis; nil where nothing is.
    public let note: LocalisedText?
    /// What has to be shown.
    public let elements: [Element]
    /// What may explain the facts innocently, and defences.
    public let explanations: [Guidance]
    /// Steps against harm, ids of ``GuidanceStep``.
    public let protection: [GuidanceID]
    /// Steps of the parallel financial investigation, ids of ``GuidanceStep``.
    public let financial: [GuidanceID]
    /// What to ask for abroad.
    public let cooperation: [Guidance]
    /// Property and money to look for.
    public let assets: [Guidance]
    /// Who keeps it, and when it is to be reviewed.
    public let stewardship: Stewardship

    /// The technologies of all proofs, each once, in the order of their ids.
    public var technologies: [TechnologyID] {
        Set(elements.flatMap(\.proofs).flatMap(\.technologies)).sorted()
    }

    /// The agencies that can get a proof, each once, in the order of the proofs.
    public var agencies: [AgencyRoleID] {
        var seen: Set<AgencyRoleID> = []
        return elements.flatMap(\.proofs).flatMap(\.agencies).filter { seen.insert($0).inserted }
    }
}
