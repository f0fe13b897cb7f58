import Formats
import Offences
import Testing
import Vocabulary

@Suite("National law")
struct NationalLawTests {
    private static let element = ElementID("O01.1")
    private static let today = day("2026-11-22")

    private static func gap(_ from: String, _ until: String, pack: String = "simulated") throws -> LegalGap? {
        try Shelf.law(pack, Shelf.catalogue()).law(for: element, acts: day(from)...day(until), today: today).gap
    }

    @Test func theLawOfTheDayOfTheActsCounts() throws {
        let law = try Shelf.law("simulated", Shelf.catalogue())
        let old = law.law(for: Self.element, acts: day("2020-05-01")...day("2020-05-02"), today: Self.today)
        #expect(old.applying.map(\.version.penalty?.mostMonths) == [36] && old.gap == nil)
        let both = law.law(for: Self.element, acts: day("2023-12-01")...day("2024-02-01"), today: Self.today)
        #expect(both.applying.map(\.version.penalty?.mostMonths) == [36, 60] && both.gap == nil)
        let now = law.law(for: Self.element, acts: nil, today: Self.today)
        #expect(now.applying.map(\.version.penalty?.mostMonths) == [60] && now.gap == .dateUnknown)
    }

    @Test func gapsAreNamed() throws {
        #expect(try Self.gap("2011-01-01", "2011-06-01") == .notInForce)
        #expect(try Self.gap("2011-12-01", "2012-06-01") == .partOfPeriod)
        #expect(try Self.gap("2012-01-01", "2026-01-01") == nil)
        #expect(try Self.gap("2026-02-01", "2026-02-02", pack: "pe") == .unchecked)
        let law = try Shelf.law("simulated", Shelf.catalogue())
        #expect(law.law(for: ElementID("O18.1"), acts: nil, today: Self.today).gap == .noProvision)
    }

    @Test func aLaterFileKeepsTheEarlier() throws {
        let catalogue = try Shelf.catalogue()
        let text = String(decoding: try Shelf.bytes("Content/packs/simulated/provisions.json"), as: UTF8.self)
        func read(_ text: String) throws -> NationalLaw {
            try NationalLaw(reading: [UInt8](text.utf8), file: "x", catalogue: catalogue)
        }
        let law = try read(text)
        #expect(law.lost(since: law) == [])
        let changed = try read(text.replacing("\"mostMonths\": 36", with: "\"mostMonths\": 35"))
        #expect(changed.lost(since: law) == ["mining-41 2012-01-01"])
        let moved = try read(text.replacing("\"mining-41\"", with: "\"mining-42\""))
        #expect(moved.lost(since: law) == ["mining-41 2012-01-01", "mining-41 2024-01-01"])
        let ended = try read(
            text.replacing("\"from\": \"2024-01-01\",", with: "\"from\": \"2024-01-01\", \"until\": \"2027-01-01\",")
        )
        #expect(ended.lost(since: law) == [] && law.lost(since: ended) == ["mining-41 2024-01-01"])
        let narrowed = try read(text.replacing("\"O01.2\",\n", with: ""))
        #expect(narrowed.lost(since: law) == ["mining-41 O01.2"])
    }

    @Test func fourYearsMakeASeriousCrime() {
        #expect(SeriousCrime([Penalty(mostMonths: 48)]) == .yes)
        #expect(SeriousCrime([Penalty(mostMonths: 47)]) == .no)
        #expect(SeriousCrime([Penalty(mostMonths: 12), Penalty(beyond: .life)]) == .yes)
        #expect(SeriousCrime([Penalty()]) == .no)
        #expect(SeriousCrime([Penalty(mostMonths: 12), nil]) == .unknown)
        #expect(SeriousCrime([Penalty(mostMonths: 60), nil]) == .yes)
        #expect(SeriousCrime([]) == .unknown)
        #expect(Penalty(leastMonths: 60, mostMonths: 48) == nil && Penalty(mostMonths: -1) == nil)
    }
}
