public import Vocabulary

/// A report on the source of a sample, with the headings that ISO 21043-5:2025 and ISO/IEC 17025:2017 7.8 ask for.
///
/// It can only be made complete and with texts that ``StatementCheck`` lets stand. A report is never changed: a correction
/// is a new one that names it.
public struct ForensicReport: Sendable {
    /// Who, what and when.
    public struct Administration: Sendable, Hashable {
        /// Names the report.
        public let id: String
        /// The report that this one replaces, if it does.
        public let replaces: String?
        /// Who asked.
        public let customer: String
        /// Who answers.
        public let laboratory: String
        /// Who authorises the report.
        public let authorisedBy: String
        /// The day of the report.
        public let date: CalendarDay

        /// Makes the block.
        public init(
            id: String,
            replaces: String? = nil,
            customer: String,
            laboratory: String,
            authorisedBy: String,
            date: CalendarDay
        ) {
            (self.id, self.replaces, self.customer) = (id, replaces, customer)
            (self.laboratory, self.authorisedBy, self.date) = (laboratory, authorisedBy, date)
        }
    }

    /// What was handed in, and in which state.
    public struct Item: Sendable, Hashable {
        /// Names the item.
        public let id: String
        /// What it is.
        public let description: String
        /// The day it came.
        public let received: CalendarDay
        /// Seals, packing, who had it: what is known of its being untouched.
        public let integrity: String

        /// Makes an item.
        public init(id: String, description: String, received: CalendarDay, integrity: String) {
            (self.id, self.description, self.received, self.integrity) = (id, description, received, integrity)
        }
    }

    /// The data that were compared.
    public struct DataUsed: Sendable, Hashable {
        /// The SHA-256 of the file of the questioned samples.
        public let sha256: String
        /// What was measured and used.
        public let analytes: [Analyte]
        /// How many questioned bags and grains.
        public let bags: Int
        /// How many grains.
        public let grains: Int
        /// How many values of each analyte stand for one below its limit, questioned and reference together.
        public let replaced: [String: Int]
        /// How many rows were set aside, questioned and reference together.
        public let quarantined: Int

        /// Makes the block.
        public init(
            sha256: String,
            analytes: [Analyte],
            bags: Int,
            grains: Int,
            replaced: [String: Int],
            quarantined: Int
        ) {
            (self.sha256, self.analytes, self.bags, self.grains) = (sha256, analytes, bags, grains)
            (self.replaced, self.quarantined) = (replaced, quarantined)
        }
    }

    /// How it was done, so that it can be done again.
    public struct Method: Sendable, Hashable {
        /// The model between sources.
        public let variation: TwoLevelModel.Variation
        /// The coordinates.
        public let logRatio: LogRatio
        /// What was done with values below their limit.
        public let censored: CensoredRule
        /// Whether ratios were calibrated.
        public let isCalibrated: Bool
        /// The version of the program.
        public let software: String

        /// The version of what this room calculates; it changes where a result can change.
        public static let version = "1"

        /// Makes the block.
        public init(
            variation: TwoLevelModel.Variation,
            logRatio: LogRatio,
            censored: CensoredRule,
            isCalibrated: Bool,
            software: String
        ) {
            (self.variation, self.logRatio, self.censored) = (variation, logRatio, censored)
            (self.isCalibrated, self.software) = (isCalibrated, software)
        }
    }

    /// Administrative requirements.
    public let administration: Administration
    /// The items and their integrity.
    public let items: [Item]
    /// The two propositions.
    public let propositions: PropositionPair
    /// The declared source that the first proposition is about.
    public let declaredSource: String
    /// The data.
    public let data: DataUsed
    /// The method.
    public let method: Method
    /// The population that ratio and validation rest on.
    public let population: ReferencePopulation.Header
    /// Result and validation.
    public let assessment: SourceAssessment
    /// What the examiner adds.
    public let opinion: String
    /// What the result does not say, and what could change it.
    public let limitations: [String]
    /// The language of the texts.
    public let language: Language

    /// Puts a report together.
    ///
    /// - Throws: ``FingerprintError/emptyText(heading:)`` for a heading without text,
    ///   ``FingerprintError/statement(_:)`` where opinion or limitations state the probability of a proposition, or a source as a
    ///   fact.
    public init(
        administration: Administration,
        items: [Item],
        propositions: PropositionPair,
        declaredSource: String,
        data: DataUsed,
        method: Method,
        population: ReferencePopulation.Header,
        assessment: SourceAssessment,
        opinion: String = "",
        limitations: [String],
        language: Language
    ) throws(FingerprintError) {
        let needed = [
            ("report id", administration.id), ("customer", administration.customer),
            ("laboratory", administration.laboratory), ("authorised by", administration.authorisedBy),
            ("limitations", limitations.joined()), ("declared source", declaredSource),
            ("items", items.map(\.id).joined()), ("item integrity", items.map(\.integrity).joined()),
        ]
        for (heading, text) in needed where text.allSatisfy(\.isWhitespace) { throw .emptyText(heading: heading) }
        let faults = ([opinion] + limitations).flatMap { StatementCheck.faults(in: $0, language: language) }
        guard faults.isEmpty else { throw .statement(faults) }
        (self.administration, self.items, self.propositions) = (administration, items, propositions)
        (self.declaredSource, self.data, self.method) = (declaredSource, data, method)
        (self.population, self.assessment) = (population, assessment)
        (self.opinion, self.limitations, self.language) = (opinion, limitations, language)
    }
}
