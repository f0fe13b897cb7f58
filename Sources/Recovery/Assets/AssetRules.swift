public import Vocabulary

/// What a country's file says about assets: texts, what may follow what, what a step needs, when to warn.
public struct AssetGuide: Sendable, Hashable {
    /// A stage.
    public struct Stage: Sendable, Hashable {
        /// The stage.
        public let stage: AssetStage
        /// What it is called.
        public let label: LocalisedText
        /// What it means.
        public let meaning: LocalisedText
        /// What a step into it has to tell.
        public let needs: [Particular]
        /// The stages that may follow.
        public let next: [AssetStage]
    }

    /// A particular of a step.
    public struct Asked: Sendable, Hashable {
        /// The particular.
        public let particular: Particular
        /// What it is called.
        public let label: LocalisedText
    }

    /// A kind of alarm.
    public struct AlarmText: Sendable, Hashable {
        /// The kind.
        public let kind: AssetAlarm.Kind
        /// What it says.
        public let label: LocalisedText
    }

    /// Something that has to be done with an asset of some form so that its value and its evidence are kept.
    public struct Care: Sendable, Hashable {
        /// The id.
        public let id: String
        /// The forms of mineral, or kinds of asset, that it is for: `ore`, `dore`, `machine`.
        public let forms: [String]
        /// The stage before which it has to be done.
        public let before: AssetStage
        /// Whether the step is refused without it; else it stands as outstanding.
        public let isBinding: Bool
        /// What is to be done.
        public let label: LocalisedText
    }

    /// The header.
    public let header: ContentHeader
    /// The stages.
    public let stages: [Stage]
    /// The names of the particulars.
    public let particulars: [Asked]
    /// How many days before a deadline to warn, the farthest first.
    public let warnings: [Int]
    /// How long a third party waits for an answer at most.
    public let thirdPartyTerm: Term
    /// How long a final confiscation may wait for its distribution before somebody is warned.
    public let distributionTerm: Term
    /// The fall of value since seizure from which to warn, percent.
    public let valueFallPercent: Int
    /// The share of costs in the value from which to warn, percent.
    public let costPercent: Int
    /// The texts of the alarms.
    public let alarms: [AlarmText]
    /// The care that forms need.
    public let care: [Care]

    /// A stage's entry.
    public subscript(stage: AssetStage) -> Stage? { stages.first { $0.stage == stage } }

    /// The care that an asset of a form needs before a stage, that of earlier stages included: a stage can be passed over.
    public func care(of form: String, before stage: AssetStage) -> [Care] {
        care.filter { $0.before.order <= stage.order && $0.forms.contains(form) }
    }
}
