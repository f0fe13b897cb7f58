/// A party and a list entry whose names are alike: a reason to look, not a finding about anybody.
public struct NameMatch: Hashable, Sendable {
    /// Something beside the name that is compared.
    public enum Particular: String, Hashable, Sendable, CaseIterable {
        /// Countries of the two.
        case country
        /// Dates of birth.
        case birthDate = "birth_date"
        /// Person or organisation.
        case kind
    }

    /// The caller's number of the list entry.
    public let entryID: Int
    /// 0 to 1, by which matches are ranked; 1 is the same name and every particular agreeing.
    public let score: Double
    /// 0 to 1 for the names alone, which the threshold is put to.
    public let nameScore: Double
    /// The name of the party that matched.
    public let partyName: String
    /// The name of the entry that matched.
    public let listedName: String
    /// Particulars that agree.
    public let agrees: [Particular]
    /// Particulars that differ; they never hide a match, because dates and nationalities on lists are often wrong.
    public let differs: [Particular]
}

enum Particulars {
    static func compare(
        _ party: ScreenedParty,
        _ entry: ListEntry
    ) -> (agrees: [NameMatch.Particular], differs: [NameMatch.Particular]) {
        var agrees: [NameMatch.Particular] = []
        var differs: [NameMatch.Particular] = []
        func note(_ particular: NameMatch.Particular, _ answer: Bool?) {
            guard let answer else { return }
            if answer { agrees.append(particular) } else { differs.append(particular) }
        }
        note(.country, countries(party.countries, entry.countries))
        note(.birthDate, births(party.birthDates, entry.birthDates))
        note(.kind, party.kind == .unknown || entry.kind == .unknown ? nil : party.kind == entry.kind)
        return (agrees, differs)
    }

    /// Agreement moves the score by a fiftieth, so that the name decides and particulars put matches in order.
    static func rank(_ nameScore: Double, agreeing: Int, differing: Int) -> Double {
        min(max(nameScore * 0.94 + 0.02 * Double(agreeing) - 0.02 * Double(differing), 0), 1)
    }

    private static func countries(_ a: [String], _ b: [String]) -> Bool? {
        if a.isEmpty || b.isEmpty { return nil }
        let known = Set(b.map { $0.lowercased() })
        return a.contains { known.contains($0.lowercased()) }
    }

    /// True if equal as far as both are known, nil if the years are next to each other, since lists say "circa".
    private static func births(_ a: [String], _ b: [String]) -> Bool? {
        var answer: Bool?
        for one in a {
            for two in b {
                let length = min(one.utf8.count, two.utf8.count)
                guard length >= 4, let yearOne = Int(one.prefix(4)), let yearTwo = Int(two.prefix(4)) else { continue }
                if one.utf8.prefix(length).elementsEqual(two.utf8.prefix(length)) { return true }
                // A year of five digits or a negative one is no year; the distance cannot overflow here.
                if abs(yearOne - yearTwo) > 1, answer == nil { answer = false }
            }
        }
        return answer
    }
}
