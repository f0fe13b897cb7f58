import Screening
import Testing

@Suite struct ListIndexTests {
    private let index = ListIndex([
        ListEntry(
            id: 1,
            names: ["Sultani MAKENGA", "Makenga, Colonel Sultani"],
            kind: .person,
            countries: ["CD"],
            birthDates: ["1973-12-25"]
        ),
        ListEntry(id: 2, names: ["MACHANGA LTD", "Machanga Limited"], kind: .organisation, countries: ["UG"]),
        ListEntry(id: 3, names: ["CONGOMET TRADING HOUSE", "CONGOCOM"], kind: .organisation, countries: ["CD"]),
        ListEntry(id: 4, names: ["Абдурахманов Магомед Магомедзакирович"], kind: .person),
        ListEntry(id: 5, names: ["محمد علیم نورانی", "MOHAMMAD ALEEM NOORANI"], kind: .person),
        ListEntry(id: 6, names: ["Muhammad bin Salman"], kind: .person),
        ListEntry(id: 7, names: ["Israel"], kind: .person),
        ListEntry(id: 8, names: ["UGANDA COMMERCIAL IMPEX"], kind: .organisation),
    ])

    private func ids(_ name: String, _ kind: PartyKind = .person, threshold: Double = 0.75) -> [Int] {
        index.matches(for: ScreenedParty(names: [name], kind: kind), threshold: threshold).map(\.entryID)
    }

    @Test func spellingsOrdersAndScriptsMeet() {
        #expect(ids("Sultani Makenga") == [1])
        #expect(ids("MAKENGA Sultani") == [1])
        #expect(ids("Soultani Makenga") == [1])
        #expect(ids("SultaniMakenga") == [1])
        #expect(ids("Magomed Magomedzakirovich Abdurakhmanov") == [4])
        #expect(ids("Mohamed Alim Nurani") == [5])
        #expect(ids("محمد عليم نوراني") == [5])
    }

    @Test func strangersDoNotMatch() {
        #expect(ids("Sultani Kabila").isEmpty)
        #expect(ids("Jean Makelele").isEmpty)
        #expect(ids("Kivu Trading House SARL", .organisation).isEmpty)
        #expect(ids("Uganda Commercial Bank", .organisation).isEmpty)
        #expect(ids("").isEmpty)
        #expect(ids("...", .organisation).isEmpty)
    }

    @Test func theOrderOfGenerationsCounts() {
        #expect(ids("Muhammad bin Salman") == [6])
        #expect(ids("Salman bin Muhammad", threshold: 0.85).isEmpty)
    }

    @Test func legalFormsDoNotSeparateACompanyFromItself() {
        #expect(ids("Machanga SARL", .organisation) == [2])
        #expect(ids("Machanga S.A.R.L.", .organisation) == [2])
        #expect(ids("Congomet Trading House Ltd", .organisation) == [3])
    }

    @Test func aSingleWordMustBeExactAndRare() {
        #expect(ids("Israel") == [7])
        #expect(ids("Isreal").isEmpty)
        let many = (0..<40).map { ListEntry(id: $0, names: ["Hassan"], kind: .person) }
        let party = ScreenedParty(names: ["Hassan"], kind: .person)
        #expect(ListIndex(many).matches(for: party).isEmpty)
    }

    @Test func particularsRankAndExplainButNeverHide() throws {
        func match(_ countries: [String], _ births: [String]) throws -> NameMatch {
            let party = ScreenedParty(
                names: ["Sultani Makenga"],
                kind: .person,
                countries: countries,
                birthDates: births
            )
            return try #require(index.matches(for: party).first)
        }
        let same = try match(["cd"], ["1973-12"])
        let other = try match(["RW"], ["1950"])
        let unknown = try match([], [])
        #expect(same.agrees == [.country, .birthDate, .kind])
        #expect(other.differs == [.country, .birthDate])
        #expect(same.score == 1)
        #expect(same.score > unknown.score && unknown.score > other.score)
        #expect(same.nameScore == 1 && other.nameScore == 1)
        // A year beside the listed one neither agrees nor differs.
        #expect(try match([], ["1974"]).agrees == [.kind])
        #expect(try match([], ["1974"]).differs == [])
    }

    @Test func foldingSetsAsideWhatDoesNotName() {
        let person = FoldedName("Dr. Émile N’Guessan-Désiré Øvergård", kind: .person)
        #expect(person.tokens == ["emile", "nguessan", "desire", "overgard"])
        #expect(person.honorifics == ["dr"])
        let company = FoldedName("Société Minière du Kivu S.A.R.L.", kind: .organisation)
        #expect(company.tokens == ["miniere", "kivu"])
        #expect(company.legalForms == ["societe", "sarl"])
        #expect(FoldedName("Фёдор Щукин").tokens == ["fedor", "shchukin"])
        #expect(FoldedName("Γιώργος Παπαδόπουλος").tokens == ["giorgos", "papadopoylos"])
        #expect(FoldedName("محمد").tokens == ["mhmd"])
        #expect(FoldedName("محمد").isAbjad)
        let han = FoldedName("王 Wang")
        #expect(han.hasUnfoldable)
        #expect(han.tokens == ["王", "wang"])
    }

    @Test(arguments: [1, 2] as [UInt64])
    func anyTextIsSafeAndAnswersDoNotDependOnOrder(seed: UInt64) {
        var dice = Dice(seed: seed)
        let alphabet = Array("aeioukmnrst -'.éßфщمحמ王가1\u{301}\u{200D}").map(String.init)
        func text() -> String {
            (0..<Int.random(in: 0...60, using: &dice)).map { _ in
                alphabet[Int.random(in: alphabet.indices, using: &dice)]
            }.joined()
        }
        let entries = (0..<200).map { ListEntry(id: $0, names: [text(), text()], kind: .unknown) }
        let one = ListIndex(entries)
        let two = ListIndex(entries.reversed())
        for entry in entries.prefix(60) {
            let party = ScreenedParty(names: entry.names, kind: .unknown)
            let found = one.matches(for: party)
            #expect(found.map(\.entryID) == two.matches(for: party).map(\.entryID), "seed \(seed)")
            #expect(found.allSatisfy { $0.score >= 0 && $0.score <= 1 && $0.nameScore >= 0.75 })
        }
        let long = ScreenedParty(names: [String(repeating: "a b ", count: 100_000)], kind: .unknown)
        #expect(one.matches(for: long).count <= entries.count)
    }
}
