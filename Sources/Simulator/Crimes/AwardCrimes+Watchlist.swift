extension AwardCrimes {
    mutating func makeArmedGroup() {
        country.parties.append(
            Party(
                id: "urn:epc:id:pgln:9521234." + Decimals.padded(country.parties.count + 1, 5),
                kind: .organisation,
                name: "Frente Livre da Serra",
                aliases: ["FLS", "Free Front of the Sierra"],
                country: Land.country,
                founded: Day(2016, 3, 1),
                sector: "Armed group"
            )
        )
        country.isUsed.append(true)
        country.cast.armedGroup = country.parties.count - 1
        country.watchlist.append(
            WatchEntry(
                id: "wl-0001",
                isPerson: false,
                name: "Frente Livre da Serra",
                aliases: ["FLS", "Free Front of the Sierra", "Front libre de la Serra"],
                country: Land.country,
                born: nil,
                programme: "XM-ARMED",
                listedOn: Day(2021, 6, 14),
                reason: "Armed group; attacks on mining villages"
            )
        )
        for _ in 0..<(2 + 2 * country.scale) {
            let member = listedPerson(reason: "Member of Frente Livre da Serra")
            country.cast.armedMembers.append(member)
            country.link(.directorship, member, country.cast.armedGroup, from: Day(2019, 1, 1), role: "Commander")
        }
    }

    mutating func listedName() -> String {
        listed += 1
        let family = Names.listedFamily[(listed - 1) % Names.listedFamily.count]
        let round = (listed - 1) / Names.listedFamily.count
        return Names.listedGiven[(listed * 7 + round) % Names.listedGiven.count] + " " + family
    }

    /// A party whose name the list spells a little differently.
    mutating func listedPerson(reason: String) -> Int {
        let name = listedName()
        let born = Day(1960 + chance.integer(0...28), chance.integer(1...12), chance.integer(1...28))
        watch(name, reason: reason, born: born.text, home: "XO")
        return country.addPerson(
            listed % 2 == 0 ? Self.altered(name) : name,
            born: born,
            home: "XO"
        )
    }

    mutating func watch(_ name: String, reason: String, born: String?, home: String) {
        let number = country.watchlist.count + 1
        var aliases: [String] = []
        if number % 3 == 0 { aliases.append(Names.transcribed(name, arabic: false)) }
        if number % 4 == 0 { aliases.append(Names.transcribed(name, arabic: true)) }
        if number % 5 == 0 {
            aliases.append(String(name.prefix(1)) + ". " + (name.split(separator: " ").last.map(String.init) ?? name))
        }
        country.watchlist.append(
            WatchEntry(
                id: "wl-" + Decimals.padded(number, 4),
                isPerson: true,
                name: name,
                aliases: aliases,
                country: home,
                born: born,
                programme: chance.pick(["XM-ARMED", "XO-NETWORK", "XO-ARMS"]),
                listedOn: Day(2018 + chance.integer(0...6), chance.integer(1...12), chance.integer(1...28)),
                reason: reason
            )
        )
    }

    mutating func fillWatchlist() {
        while country.watchlist.count < 36 + 4 * country.scale {
            let born = Day(1948 + chance.integer(0...45), chance.integer(1...12), chance.integer(1...28))
            watch(
                listedName(),
                reason: chance.pick(["Embezzlement of public funds", "Human trafficking", "Arms trafficking"]),
                born: String(born.civil.year),
                home: chance.pick(["XO", "XP", "XQ"])
            )
        }
    }

    /// The spelling of another registry: doubled or dropped letters.
    static func altered(_ name: String) -> String {
        var result = ""
        for (index, character) in name.enumerated() {
            if character == "-" {
                result += " "
            } else if character == "k", index > 1 {
                result += "c"
            } else {
                result.append(character)
            }
        }
        return result == name ? name.replacing("v", with: "w") : result
    }
}
