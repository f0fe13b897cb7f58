/// A mineral, a metal, a group of them, or a stone.
public struct Mineral: Sendable, Hashable {
    /// A form in which the mineral is traded.
    public struct Form: Sendable, Hashable {
        /// The kind of form, such as ore, concentrate or hydroxide.
        public let id: FormID
        /// The compound, where the form is one.
        public let formula: ChemicalFormula?
        /// The subheadings of the Harmonized System 2022 under which it is declared.
        public let hsCodes: [HSCode]
        /// The grades that are usual; nil where grade has no meaning or is not known.
        public let grade: GradeRange?
    }

    /// The usual grades of a form; outside low to high a value deserves a second look, no more.
    public struct GradeRange: Sendable, Hashable {
        /// The lower end.
        public let low: Grade
        /// What is most often seen.
        public let typical: Grade
        /// The upper end.
        public let high: Grade
        /// Where the range comes from.
        public let source: String
    }

    /// The word that facts carry.
    public let id: MineralID
    /// The symbol of the element that grade and contained metal refer to; nil for a group or a stone.
    public let element: String?
    /// What grades are counted in where there is no single element (`REO`).
    public let basis: String?
    /// The name.
    public let name: LocalisedText
    /// Other spellings found in data.
    public let aliases: [String]
    /// The forms in which it is traded.
    public let forms: [Form]

    /// The form of that kind.
    public func form(_ id: FormID) -> Form? {
        forms.first { $0.id == id }
    }
}

/// A kind of form, such as concentrate or hydroxide.
public struct FormKind: Sendable, Hashable {
    /// The word that facts carry.
    public let id: FormID
    /// The name.
    public let name: LocalisedText
}

/// How much of one compound is in, or equivalent to, one part of another by mass.
public struct ConversionFactor: Sendable, Hashable {
    /// The compound that is converted.
    public let from: ChemicalFormula
    /// The compound or element that it is converted to.
    public let to: ChemicalFormula
    /// The element that both have in common.
    public let element: String
    /// Parts of `to` for one part of `from`.
    public let factor: DecimalNumber
}

/// A list of critical, strategic or conflict minerals, as it stood at its date.
public struct MineralList: Sendable, Hashable {
    /// What kind of list it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Minerals of high importance and supply risk.
        case critical
        /// Minerals of strategic importance.
        case strategic
        /// Minerals whose trade can finance conflict.
        case conflict
    }

    /// Whether the entry was checked against the published text.
    public enum Reading: String, Sendable, Hashable, CaseIterable {
        /// Checked against the published text.
        case read
        /// Written from memory: check before citing.
        case recalled
    }

    /// The list's id.
    public let id: String
    /// An alpha-2 code, or EU.
    public let jurisdiction: String
    /// What kind of list it is.
    public let kind: Kind
    /// The day of publication or adoption.
    public let date: CalendarDate
    /// Whether it was checked against the published text.
    public let certainty: Reading
    /// The legal act or publication.
    public let instrument: String
    /// The list's name.
    public let title: LocalisedText
    /// What a reader has to know beside it.
    public let note: String?
    /// The minerals on it.
    public let minerals: [MineralID]
}
