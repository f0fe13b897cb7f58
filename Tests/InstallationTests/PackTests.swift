import Foundation
import Installation
import Testing
import Vocabulary

@Suite("Country packs")
struct PackTests {
    static let shipped = PackLoader.folders(in: [PackFolder.home.appending(path: "Content/packs")])

    @Test func fourPacksAreShipped() {
        #expect(Self.shipped.map(\.lastPathComponent) == ["cd", "mz", "pe", "simulated"])
    }

    @Test(arguments: shipped) func everyShippedPackIsSound(_ folder: URL) throws {
        let pack = try PackLoader(lexicon: PackFolder.lexicon()).load(folder: folder)
        #expect(!pack.licenceKinds.isEmpty && !pack.agencies.isEmpty && !pack.units.isEmpty)
        #expect(!pack.regions.isEmpty && !pack.laws.isEmpty && !pack.tariff.isEmpty && !pack.thresholds.isEmpty)
        // An agency of each kind that an inquiry into minerals meets.
        let kinds = Set(pack.agencies.map(\.kind))
        #expect(kinds.isSuperset(of: [.mines, .customs, .financialIntelligence]))
        for unit in pack.units { #expect(unit.multiplier > 0 && unit.divisor > 0, "\(unit.symbol)") }
        if pack.id == "simulated" { #expect(pack.uncheckedCount == 0) }
    }

    @Test(arguments: [
        ("cd", "Permis d'exploitation", LicenceActivity.mine), ("cd", "PR", .explore), ("cd", "ZEA", .artisanalZone),
        ("cd", "permis D’EXPLOITATION", .mine), ("mz", "Concessão mineira", .mine),
        ("mz", "Licenca de prospeccao e pesquisa", .explore), ("pe", "Concesión de beneficio", .process),
        ("simulated", "Exploitation permit", .mine),
    ])
    func aRegistersTypeIsRecognised(_ scenario: (pack: String, type: String, activity: LicenceActivity)) throws {
        let packs = try Self.load([scenario.pack])
        #expect(packs.terms.licenceKind(scenario.type)?.activity == scenario.activity)
    }

    @Test func languagesOfThePacksComeFirst() throws {
        #expect(PacksInForce.none.languages == Language.allCases)
        #expect(try Self.load(["cd"]).languages.first == .fr)
        #expect(Set(try Self.load(["cd", "pe"]).languages) == Set(Language.allCases))
    }

    @Test func unitsAreExact() throws {
        let folder = try PackFolder()
        let units = """
            units:
              - { symbol: tola, label: \(PackFolder.four), grams: 11.6638038, source: own, checked: true }
              - { symbol: third, label: \(PackFolder.four), grams: 1/3, source: own, checked: true }
            """
        let place = try folder.write(PackFolder.text(units))
        let pack = try PackLoader(lexicon: PackFolder.lexicon()).load(folder: place)
        #expect(try pack.units[0].mass(DecimalNumber("1000000")).grams == 11_663_804)
        // A half gram goes to the even one.
        #expect(try pack.units[1].mass(DecimalNumber("1.5")).grams == 0)
        #expect(try pack.units[1].mass(DecimalNumber("3000000001")).grams == 1_000_000_000)
        #expect(throws: QuantityError.negative) { try pack.units[0].mass(DecimalNumber("-1")) }
        #expect(throws: QuantityError.tooLarge) { try pack.units[0].mass(DecimalNumber("1e30")) }
    }

    @Test func aListMayStandInAFileOfItsOwn() throws {
        let folder = try PackFolder()
        let unit = "- { symbol: bale, label: \(PackFolder.four), grams: 50000, source: own, checked: false }\n"
        try folder.write(unit, file: "units.yaml")
        let place = try folder.write(PackFolder.text("units: units.yaml"))
        let pack = try PackLoader(lexicon: PackFolder.lexicon()).load(folder: place)
        #expect(pack.units.map(\.symbol) == ["bale"])
        #expect(pack.uncheckedCount == 1)
    }

    @Test func packsOfOnesOwnStandBesideTheShippedOnes() throws {
        let folder = try PackFolder()
        try folder.write(PackFolder.text())
        let both = [PackFolder.home.appending(path: "Content/packs"), folder.url]
        let loader = PackLoader(lexicon: try PackFolder.lexicon())
        #expect(try loader.load(["zz", "mz"], from: both).packs.map(\.id) == ["zz", "mz"])
        let missing = #expect(throws: PackError.self) { _ = try loader.load(["yy"], from: both) }
        #expect(missing?.description.contains("there is no pack yy; there are cd, mz") == true)
        #expect(throws: PackError.self) { _ = try loader.load(["zz", "zz"], from: both) }
        #expect(throws: PackError.self) { _ = try loader.load(["zz"], from: [folder.url, folder.url]) }
    }

    static func load(_ ids: [String]) throws -> PacksInForce {
        try PackLoader(lexicon: PackFolder.lexicon()).load(
            ids,
            from: [PackFolder.home.appending(path: "Content/packs")]
        )
    }
}
