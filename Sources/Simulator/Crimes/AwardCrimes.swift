/// V1 and V2: how licences are won and what money stands behind them.
///
/// Planted before the trade begins.
struct AwardCrimes {
    var country: Country
    var chance: Chance
    var listed = 0

    private init(_ country: Country) {
        self.country = country
        chance = Chance(seed: country.seed, stream: "awards")
    }

    static func plant(_ country: inout Country) {
        var crimes = AwardCrimes(country)
        crimes.makeArmedGroup()
        for turn in 0..<country.scale {
            for kind in 0..<3 { crimes.awardToRelative(hidden: kind < 2) }
            for _ in 0..<2 { crimes.payBeforeAward() }
            crimes.innocentAwards()
            for _ in 0..<2 { crimes.hideListedOwner() }
            for _ in 0..<2 { crimes.cashBeforeAward() }
            crimes.innocentOwners(turn)
        }
        crimes.fillWatchlist()
        country = crimes.country
    }

    // MARK: V1

    mutating func awardToRelative(hidden: Bool) {
        guard let (company, licence) = takeHolder(), let official = country.licences[licence].official else { return }
        let relative = country.takeUnused(country.cast.bystanders)
        let kinship = chance.pick(["brother-in-law", "sister", "spouse", "son"])
        let since = Day(1998 + chance.integer(0...12), chance.integer(1...12), 4)
        country.link(.family, official, relative, from: since, role: kinship)
        let before = country.licences[licence].applied - chance.integer(90...400)
        if hidden {
            let shell = country.takeUnused(country.cast.shells)
            replaceOwner(of: company, by: shell, percent: chance.integer(60...80), from: before)
            country.link(.ownership, relative, shell, percent: 100, from: before - 40, role: "Sole shareholder")
        } else {
            replaceOwner(of: company, by: relative, percent: chance.integer(51...75), from: before)
        }
        note(
            "licence_to_officials_relative",
            "V1",
            licence,
            hidden
                ? "The signing official's \(kinship) owns the holder through a company in XN."
                : "The signing official's \(kinship) owns most of the holder.",
            related: [
                ("party", country.parties[company].id), ("party", country.parties[official].id),
                ("party", country.parties[relative].id),
            ]
        )
    }

    mutating func payBeforeAward() {
        guard let (company, licence) = takeHolder(), let official = country.licences[licence].official else { return }
        let granted = recentAward(licence, days: chance.integer(21...34))
        let paid = granted - chance.integer(8...19)
        let payment = country.pay(
            company,
            official,
            chance.integer(18...60) * 100_000,
            on: paid,
            for: "consultancy",
            by: chance.pick(["transfer", "cash"])
        )
        note(
            "payment_to_official_before_award",
            "V1",
            licence,
            "The applicant paid the signing official \(granted.number - paid.number) days before the award.",
            related: [
                ("payment", country.payments[payment].id), ("party", country.parties[company].id),
                ("party", country.parties[official].id),
            ]
        )
    }

    mutating func innocentAwards() {
        if let (company, licence) = takeHolder(), let official = country.licences[licence].official {
            let relative = country.takeUnused(country.cast.bystanders)
            country.link(.family, official, relative, from: Day(2001, 5, 4), role: "nephew")
            country.link(.employment, relative, company, from: Day(2019, 3, 1), role: "Driver")
            note(
                "licence_to_officials_relative",
                "V1",
                licence,
                "The signing official's nephew drives for the holder and owns nothing of it.",
                innocent: true,
                related: [("party", country.parties[company].id), ("party", country.parties[official].id)]
            )
        }
        if let (company, licence) = takeHolder() {
            let other = country.cast.signatories.first { $0 != country.licences[licence].official } ?? 0
            let relative = country.takeUnused(country.cast.bystanders)
            country.link(.family, other, relative, from: Day(1999, 9, 4), role: "sister")
            replaceOwner(of: company, by: relative, percent: 55, from: Day(2016, 2, 1))
            note(
                "licence_to_officials_relative",
                "V1",
                licence,
                "The owner is the sister of a registrar who had no part in this award.",
                innocent: true,
                related: [("party", country.parties[company].id)]
            )
        }
        if let (company, licence) = takeHolder() {
            let granted = recentAward(licence, days: 140)
            let payment = country.pay(company, country.cast.cadastre, 1_250_000, on: granted - 15, for: "licence fee")
            note(
                "payment_to_official_before_award",
                "V1",
                licence,
                "The applicant paid the lawful fee to the cadastre before the award.",
                innocent: true,
                related: [("payment", country.payments[payment].id)]
            )
        }
    }

    // MARK: V2

    mutating func hideListedOwner() {
        guard let (company, licence) = takeHolder() else { return }
        let owner = listedPerson(reason: "Procurement for a sanctioned network")
        let outer = country.takeUnused(country.cast.shells)
        let inner = country.takeUnused(country.cast.shells)
        let before = country.licences[licence].applied - chance.integer(100...500)
        replaceOwner(of: company, by: outer, percent: chance.integer(62...90), from: before)
        country.link(.ownership, inner, outer, percent: 100, from: before - 20, role: "Sole shareholder")
        country.link(
            .ownership,
            owner,
            inner,
            percent: chance.integer(70...100),
            from: before - 50,
            role: "Shareholder"
        )
        note(
            "listed_hidden_owner",
            "V2",
            licence,
            "Two companies in XN stand between the holder and a listed person.",
            related: [("party", country.parties[company].id), ("party", country.parties[owner].id)]
        )
    }

    mutating func cashBeforeAward() {
        guard let (company, licence) = takeHolder() else { return }
        let granted = recentAward(licence, days: chance.integer(90...160))
        let source = country.takeUnused(country.cast.shells)
        let payment = country.pay(
            source,
            company,
            chance.integer(14...32) * 10_000_000,
            on: granted - chance.integer(20...45),
            for: "capital contribution",
            by: "cash"
        )
        note(
            "cash_capital_before_award",
            "V2",
            licence,
            "A company in XN brought cash capital shortly before the award.",
            related: [
                ("payment", country.payments[payment].id), ("party", country.parties[company].id),
                ("party", country.parties[source].id),
            ]
        )
    }

    mutating func innocentOwners(_ turn: Int) {
        if let (company, licence) = takeHolder() {
            let entry = listedName()
            watch(entry, reason: "Arms trafficking", born: "1961-02-17", home: "XO")
            let namesake = country.addPerson(
                Self.altered(entry),
                born: Day(1994, 11, 3),
                home: Land.country
            )
            replaceOwner(of: company, by: namesake, percent: 60, from: Day(2019, 4, 2))
            note(
                "listed_hidden_owner",
                "V2",
                licence,
                "The owner's name resembles a listed one; birth date and country differ.",
                innocent: true,
                related: [("party", country.parties[company].id), ("party", country.parties[namesake].id)]
            )
        }
        if let (company, licence) = takeHolder() {
            let granted = recentAward(licence, days: 150)
            let parent = country.cast.buyers[(turn * 3) % country.cast.buyers.count]
            replaceOwner(of: company, by: parent, percent: 80, from: Day(2015, 6, 1))
            let payment = country.pay(parent, company, 210_000_000, on: granted - 30, for: "capital increase")
            note(
                "cash_capital_before_award",
                "V2",
                licence,
                "The parent company of ten years pays in capital by bank transfer.",
                innocent: true,
                related: [("payment", country.payments[payment].id)]
            )
        }
    }

    // MARK: Pieces

    /// An exploration company with a permit that no plant uses yet.
    mutating func takeHolder() -> (company: Int, licence: Int)? {
        for company in country.cast.explorers where !country.isUsed[company] {
            guard let licence = country.licences.firstIndex(where: { $0.holder == company && $0.activity == "explore" })
            else { continue }
            country.isUsed[company] = true
            return (company, licence)
        }
        return nil
    }

    mutating func recentAward(_ licence: Int, days: Int) -> Day {
        let granted = Day(2025, 9, 1) + chance.integer(0...240)
        country.licences[licence].granted = granted
        country.licences[licence].applied = granted - days
        country.licences[licence].expires = granted + 365 * 5
        return granted
    }

    /// The new owner takes the share; the first of the old owners keeps the rest.
    mutating func replaceOwner(of company: Int, by owner: Int, percent: Int, from: Day) {
        let old = country.links.first { $0.kind == .ownership && $0.target == company }?.source
        country.links.removeAll { $0.kind == .ownership && $0.target == company }
        country.link(.ownership, owner, company, percent: percent, from: from, role: "Shareholder")
        if let old, percent < 100 {
            country.link(.ownership, old, company, percent: 100 - percent, from: from, role: "Shareholder")
        }
    }

    mutating func note(
        _ crime: String,
        _ vulnerability: String,
        _ licence: Int,
        _ description: String,
        innocent: Bool = false,
        related: [(kind: String, id: String)]
    ) {
        let award = country.licences[licence]
        country.plant(
            crime,
            vulnerability,
            stage: "S1",
            "licence",
            award.code,
            from: award.applied,
            to: award.granted,
            description,
            innocent: innocent,
            related: related
        )
    }
}
