public import Vocabulary

/// The provisions of a country that fill the elements: `provisions.json` of a country pack.
public struct NationalLaw: Sendable, Hashable {
    /// The country, ISO 3166-1 alpha-2.
    public let country: String
    /// The version of the file.
    public let version: Int
    /// What it was taken from.
    public let sources: [LegalSource]
    /// The provisions.
    public let provisions: [Provision]

    /// The provisions that fill an element, in the order of their ids.
    public func provisions(for element: ElementID) -> [Provision] {
        provisions.filter { $0.covers.contains(element) }.sorted { $0.id < $1.id }
    }

    /// What the law says of an element for acts on these days.
    ///
    /// Nobody is convicted by a law that was not in force when they acted (ICCPR article 15): what counts is the law of
    /// the days of the acts, not that of today. Without those days the versions of today are shown, with a gap.
    public func law(for element: ElementID, acts: ClosedRange<CalendarDay>?, today: CalendarDay) -> ElementLaw {
        let filling = provisions(for: element)
        let days = acts ?? today...today
        let applying = filling.flatMap { provision in
            provision.versions.filter { $0.from <= days.upperBound && ($0.until ?? days.upperBound) >= days.lowerBound }
                .map { ElementLaw.Applying(provision: provision.id, version: $0) }
        }
        return ElementLaw(
            applying: applying,
            gap: Self.gap(hasProvisions: !filling.isEmpty, applying.map(\.version), days, isDated: acts != nil)
        )
    }

    /// What of an earlier file this one no longer holds, as provision and first day; nothing may be.
    public func lost(since earlier: NationalLaw) -> [String] {
        earlier.provisions.flatMap { before in
            let now = provisions.first { $0.id == before.id }
            let dropped = before.covers.subtracting(now?.covers ?? []).sorted().map { "\(before.id) \($0)" }
            let changed = before.versions.filter { old in !(now?.versions.contains { $0.keeps(old) } ?? false) }
            return (now == nil ? [] : dropped) + changed.map { "\(before.id) \($0.from.text)" }
        }
    }

    private static func gap(
        hasProvisions: Bool,
        _ versions: [Provision.Version],
        _ days: ClosedRange<CalendarDay>,
        isDated: Bool
    ) -> LegalGap? {
        guard hasProvisions else { return .noProvision }
        guard !versions.isEmpty else { return .notInForce }
        // Versions that follow one another without a day between cover what they cover together.
        var next = days.lowerBound.number
        for version in versions.sorted(by: { $0.from < $1.from }) where version.from.number <= next {
            next = max(next, (version.until.map { $0.number } ?? days.upperBound.number) + 1)
        }
        guard next > days.upperBound.number else { return .partOfPeriod }
        guard isDated else { return .dateUnknown }
        return versions.contains { $0.check != nil } ? nil : .unchecked
    }
}

/// What national law says of an element.
public struct ElementLaw: Sendable, Hashable {
    /// A version that applies.
    public struct Applying: Sendable, Hashable {
        /// The id of the provision.
        public let provision: String
        /// The version.
        public let version: Provision.Version
    }

    /// The versions that apply.
    public let applying: [Applying]
    /// What is missing; nil where nothing is.
    public let gap: LegalGap?
}

/// What is missing of the law for an element.
public enum LegalGap: String, Sendable, Hashable, CaseIterable {
    /// No provision of the country fills it.
    case noProvision = "no-provision"
    /// There is a provision, but it was not in force on the days of the acts.
    case notInForce = "not-in-force"
    /// It was in force on some of those days only.
    case partOfPeriod = "part-of-period"
    /// Nobody has said when the acts were done.
    case dateUnknown = "date-unknown"
    /// Nobody has compared the provision with its source.
    case unchecked

    /// The key of its sentence in the catalogue of messages.
    public var messageKey: String { "offences.gap.\(rawValue)" }
}
