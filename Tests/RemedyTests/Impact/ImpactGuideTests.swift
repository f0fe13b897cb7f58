import Formats
import Remedy
import Testing
import Vocabulary

@Suite("The shipped questions and limits")
struct ImpactGuideTests {
    @Test func everythingIsThereInFourLanguages() throws {
        let guide = try Content.impact()
        #expect(guide.answerLimit.days == 60 && guide.stages.map(\.id) == ImpactStage.allCases.map(\.rawValue))
        // For each right somebody of the community can be asked.
        for right in guide.rights {
            #expect(guide.questionSets.contains { $0.right == right.id && $0.asked == .community }, "\(right.id)")
        }
        for text in guide.questionSets.flatMap(\.questions).map(\.text) { #expect(Set(text.all).count == 4) }
        // Nobody has read these limits in their sources yet; whoever has says so in the file, and here.
        #expect(guide.limits.count == 39 && guide.limits.allSatisfy { !$0.isChecked })
    }

    private static func paths(_ old: String, _ new: String) throws -> [String] {
        let text = String(decoding: try Content.bytes("Content/procedures/impact.json"), as: UTF8.self)
        let other = text.replacing(old, with: new, maxReplacements: 1)
        #expect(other != text, "\(old) is not in the file")
        do throws(FileFaults) {
            _ = try ImpactGuide(reading: [UInt8](other.utf8), file: "impact.json")
            return []
        } catch {
            return error.faults.map { "\($0.path)" }
        }
    }

    @Test func faultsAreNamedByTheirPath() throws {
        #expect(try Self.paths("\"days\": 60", "\"days\": 0") == ["answerLimit.days"])
        #expect(try Self.paths("\"id\": \"frame\"", "\"id\": \"think\"") == ["stages"])
        #expect(try Self.paths("\"right\": \"water\"", "\"right\": \"gold\"") == ["questionSets[0]"])
        #expect(try Self.paths("\"answer\": \"choice\"", "\"answer\": \"number\"") == ["questionSets[0].questions[0]"])
        #expect(try Self.paths("\"asked\": \"company\"", "\"asked\": \"king\"") == ["questionSets[7].asked"])
        #expect(try Self.paths("\"factor\": \"1000\"", "\"factor\": \"1024\"") == ["units[0]"])
        #expect(try Self.paths("\"factor\": \"1000\"", "\"factor\": 1000") == ["units[0].factor"])
        #expect(try Self.paths("\"least\": \"6.5\"", "\"least\": \"9.5\"").count == 1)
        #expect(try Self.paths("\"most\": \"0.01\"", "\"most\": \"0.010\"").first == "limits[0].most")
        #expect(try Self.paths("\"unit\": \"mg/l\"", "\"unit\": \"pH\"") == ["limits"])
        #expect(try Self.paths("\"country\": \"PE\"", "\"country\": \"Peru\"").count == 1)
        #expect(try Self.paths("\"source\": \"who-water\"", "\"source\": \"hearsay\"") == ["limits[0]"])
        #expect(try Self.paths("\"checked\": false", "\"checked\": \"no\"").first == "sources[0].checked")
    }
}
