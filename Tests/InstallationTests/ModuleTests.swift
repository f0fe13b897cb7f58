import Installation
import Testing
import Vocabulary

@Suite("Modules")
struct ModuleTests {
    @Test func everyFactTableBelongsToExactlyOneModule() {
        let owned = Module.allCases.flatMap(\.tables)
        #expect(Set(owned).count == owned.count)
        #expect(Set(owned) == Set((FactSchema.baseTables + FactSchema.derivedTables).map(\.name)))
    }

    @Test func needsHaveNoCircle() {
        // A module needs only modules that stand on their own feet when it is taken away, down to none.
        var standing: Set<Module> = []
        for _ in Module.allCases {
            standing.formUnion(Module.allCases.filter { standing.isSuperset(of: $0.needs) })
        }
        #expect(standing == Set(Module.allCases))
    }

    @Test func theCoreIsAlwaysOn() throws {
        #expect(try ModuleSet(named: []).modules == [.core])
        #expect(try ModuleSet(named: ["search"]).modules == [.core, .search])
        #expect(try ModuleSet(named: ["all"]) == .all)
    }

    static let mistakes: [([String], ModuleMistake)] = [
        (["serch"], .unknown("serch")), (["findings"], .missing(.rules, neededBy: .findings)),
        (["all", "search"], .allAmongOthers), (["payments", "rules"], .missing(.parties, neededBy: .payments)),
    ]

    @Test(arguments: mistakes) func aMistakeSaysWhatToDo(_ scenario: (names: [String], mistake: ModuleMistake)) {
        let mistake = #expect(throws: ModuleMistake.self) { _ = try ModuleSet(named: scenario.names) }
        #expect(mistake == scenario.mistake)
        #expect(mistake?.description.contains("`") == true)
    }

    @Test func possibleSetsAreClosedUnderNeeds() {
        let sets = ModuleSet.allPossible
        #expect(sets.count == Set(sets).count)
        #expect(sets.contains(.all))
        for set in sets {
            for module in set.modules { #expect(set.modules.isSuperset(of: module.needs)) }
        }
        // Thirteen switches; four of them are bound to another: 2^5 free ones and four pairs of three states.
        #expect(sets.count == 32 * 81)
    }

    @Test func tablesOfWhatIsOffAreKnown() throws {
        let set = try ModuleSet([.rules, .findings, .licensing])
        #expect(set.tablesOff.contains("payment"))
        #expect(!set.tablesOff.contains("licence_hit"))
        #expect(ModuleSet.all.tablesOff.isEmpty)
    }
}
