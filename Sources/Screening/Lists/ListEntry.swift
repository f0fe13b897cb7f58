/// One entry of a watch list, as far as screening needs it.
public struct ListEntry: Hashable, Sendable {
    /// The caller's number for the entry.
    public var id: Int
    /// All its names, the main one first.
    public var names: [String]
    /// What it is.
    public var kind: PartyKind
    /// Countries it is connected with, in any one spelling that parties use too (ISO 3166 codes, say).
    public var countries: [String]
    /// Dates of birth, as precise as known: `1971`, `1971-03` or `1971-03-09`.
    public var birthDates: [String]

    /// Makes an entry.
    public init(id: Int, names: [String], kind: PartyKind, countries: [String] = [], birthDates: [String] = []) {
        self.id = id
        self.names = names
        self.kind = kind
        self.countries = countries
        self.birthDates = birthDates
    }
}

/// A party whose names are looked up in the lists.
public struct ScreenedParty: Hashable, Sendable {
    /// All its names, the main one first.
    public var names: [String]
    /// What it is.
    public var kind: PartyKind
    /// Countries it is connected with.
    public var countries: [String]
    /// Dates of birth, as precise as known.
    public var birthDates: [String]

    /// Makes a party.
    public init(names: [String], kind: PartyKind, countries: [String] = [], birthDates: [String] = []) {
        self.names = names
        self.kind = kind
        self.countries = countries
        self.birthDates = birthDates
    }
}
