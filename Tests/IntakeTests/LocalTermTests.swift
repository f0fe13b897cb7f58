import Foundation
import Installation
import Intake
import Store
import Testing
import Vocabulary

@Suite("Words of a country pack, while records are read")
struct LocalTermTests {
    private static func terms(_ ids: String...) throws -> LocalTerms {
        let content = Desk.root.appending(path: "Content")
        return try PackLoader(lexicon: Lexicon.load(from: content)).load(ids, from: [content.appending(path: "packs")])
            .terms
    }

    private static let licences = """
        id,code,type_text,status,holder_name
        a,1,Concessão mineira,active,X
        b,2,licenca de prospeccao e pesquisa,active,X
        c,3,Licença que ninguém conhece,active,X
        """

    @Test func aTypeOfLicenceTellsItsActivity() async throws {
        let desk = try Desk(terms: Self.terms("mz"))
        let end = try await desk.take(Self.licences)
        #expect(end.kind == "licence")
        #expect(end.counts.accepted == 2)
        #expect(end.counts.quarantined == 1)
        #expect(try desk.rows("SELECT id, activity FROM licence ORDER BY id") == [["a", "mine"], ["b", "explore"]])
        #expect(try desk.rows("SELECT code FROM quarantine") == [["missing-value"]])
    }

    @Test func withoutAPackTheActivityIsMissed() async throws {
        let desk = try Desk()
        let end = try await desk.take(Self.licences)
        #expect(end.counts.accepted == 0)
        #expect(end.counts.quarantined == 3)
    }

    @Test func whatIsStatedWinsAndAWordThatIsNotOursIsLookedUp() async throws {
        let desk = try Desk(terms: Self.terms("cd"))
        _ = try await desk.take(
            """
            id,code,activity,type_text,status
            a,1,quarry,PE,active
            b,2,exploitation,Permis d'exploitation,active
            c,3,digging,unheard of,active
            """
        )
        #expect(try desk.rows("SELECT id, activity FROM licence ORDER BY id") == [["a", "quarry"], ["b", "mine"]])
    }

    private static let map = """
        kind: lot
        fields:
          id: No
          mineral: { constant: gold }
          mass_kg: { column: Peso, unit: UNIT }
        """

    @Test(arguments: [("masuku", "4", "5"), ("bag", "2.5", "125000"), ("dmt", "0.0000005", "0")])
    func aLocalUnitIsExact(_ scenario: (unit: String, text: String, grams: String)) async throws {
        let desk = try Desk(
            maps: ["local": Self.map.replacing("UNIT", with: scenario.unit)],
            terms: Self.terms("simulated")
        )
        let end = try await desk.take("No,Peso\n1,\(scenario.text)\n2,-1\n", map: "local")
        #expect(end.counts.accepted == 1)
        #expect(try desk.rows("SELECT mass_g FROM lot") == [[scenario.grams]])
        #expect(try desk.rows("SELECT code FROM quarantine") == [["negative-number"]])
    }

    @Test func aUnitThatNobodyKnowsIsNamed() async throws {
        let desk = try Desk(maps: ["local": Self.map.replacing("UNIT", with: "masuku")])
        let error = await #expect(throws: IntakeError.self) { try await desk.take("No,Peso\n1,4\n", map: "local") }
        #expect(error?.message.contains("masuku") == true)
    }

    @Test func theActivitiesOfPacksAreThoseOfRecords() {
        guard case .word(let words) = RecordKind.named("licence")?.field(named: "activity")?.form else {
            Issue.record("a licence has no activity")
            return
        }
        #expect(Set(words) == Set(LicenceActivity.allCases.map(\.rawValue)))
    }
}
