import Community
import Formats
import Foundation
import KernelSamples
import Testing
import Vocabulary

@Suite("What officers say of reports, and which tell of the same matter")
struct WeighingTests {
    private static func traits(
        _ text: String,
        category: String = "violence",
        happened: String? = nil,
        place: String? = nil,
        at position: (String, String)? = nil,
        on day: String = "2026-11-01"
    ) throws -> ReportTraits {
        var content = ReportContent(category: category, text: text, happened: happened)
        if place != nil || position != nil {
            content.place = .init(text: place ?? "", position: position.map { (lat: $0.0, lon: $0.1) })
        }
        return ReportTraits(of: content, arrived: try #require(CalendarDay(day)))
    }

    @Test("The share of two texts is that of their runs of three words, exactly while they are short")
    func share() throws {
        let one = TextSketch(of: "They beat my brother at the gate")
        #expect(one.share(with: TextSketch(of: "THEY beat my bróther, at the   gate!")) == 1)
        // Runs: 5 and 5, of which 3 are the same: 3 of 7.
        #expect(one.share(with: TextSketch(of: "my brother at the gate was beaten")) == 3.0 / 7)
        #expect(one.share(with: TextSketch(of: "the river turned brown")) == 0)
        #expect(one.share(with: TextSketch(of: "…")) == nil)
        #expect(TextSketch(of: "help").share(with: TextSketch(of: "Help!")) == 1)
    }

    @Test("The share of long texts is known to about an eighth", arguments: [UInt64(5), 20_261_123])
    func estimate(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = Dice(seed: seed)
        var worst = 0.0
        for _ in 0..<50 {
            let words = (0..<400).map { "w\($0)" }
            var changed = words
            for place in changed.indices where Double.random(in: 0..<1, using: &generator) < 0.05 {
                changed[place] = "x\(place)"
            }
            func runs(_ words: [String]) -> Set<[String]> {
                Set((0...(words.count - 3)).map { Array(words[$0..<($0 + 3)]) })
            }
            let (left, right) = (runs(words), runs(changed))
            let exact = Double(left.intersection(right).count) / Double(left.union(right).count)
            let found = try #require(
                TextSketch(of: words.joined(separator: " ")).share(with: TextSketch(of: changed.joined(separator: " ")))
            )
            worst = max(worst, abs(found - exact))
        }
        // Four standard deviations of a share of 64 draws.
        #expect(worst < 0.25)
    }

    @Test(
        "Proposed are the same words, or the same kind at one place at a time that fits; each reason is told by itself"
    )
    func proposals() throws {
        let beaten = try Self.traits("They beat my brother at the gate", happened: "2026-10", at: ("-12.35", "39.20"))
        let near = try Self.traits("Guards hurt a man", happened: "2026-10-30", at: ("-12.36", "39.21"))
        let found = Resemblance(beaten, near)
        #expect(found.isProposal && found.isSameCategory && found.canBeSameTime == true)
        let distance = try #require(found.distance)
        // 0.01 degrees each way: 1,112 m north, 1,086 m east.
        #expect(abs(distance - 1_554) < 3)
        #expect(Resemblance(near, beaten) == found)
        for (other, isProposal) in [
            (try Self.traits("Guards hurt a man", happened: "2026-09", at: ("-12.36", "39.21")), false),
            (
                try Self.traits("Guards hurt a man", category: "water", happened: "2026-10", at: ("-12.36", "39.21")),
                false
            ),
            (try Self.traits("Guards hurt a man", happened: "2026-10", at: ("-13.35", "39.20")), false),
            (try Self.traits("they beat my brother, at the gate", category: "water", happened: "2025"), true),
        ] {
            #expect(Resemblance(beaten, other).isProposal == isProposal)
        }
        let late = try Self.traits("Guards hurt a man", place: "Washing plant, Ridge", on: "2026-12-02")
        let early = try Self.traits("A man was hurt", place: "ridge washing plant", on: "2026-11-02")
        #expect(Resemblance(late, early).isProposal && Resemblance(late, early).placeShare == 1)
        #expect(!Resemblance(late, try Self.traits("A man", place: "ridge washing plant", on: "2026-11-01")).isProposal)
    }

    @Test("Every note is read as it was written, and nothing else is read as one")
    func coding() throws {
        let traits = try Self.traits("one two three four", happened: "2026", place: "Ridge", at: ("-12.35", "39.2"))
        let notes: [ReportNote] = [
            .traits(traits),
            .graded(InformationGrade(.fair, .possible), reason: "two “saw” it\n", confirmation: "a photo"),
            .linked(ReportLink(.site, "S-1")), .unlinked(ReportLink(.unit, "Green guards")),
            .same(report: [1, 2, 255]),
            .different(report: [0]), .remark("…"), .incident("CR-1"),
        ]
        for note in notes { #expect(ReportNote(parsing: note.bytes) == note) }
        for text in [
            "", "{}", #"{"kind":"note","version":2,"word":"remark","text":"x"}"#,
            #"{"kind":"report","version":1,"word":"remark","text":"x"}"#,
            #"{"kind":"note","version":1,"word":"graded","source":"G","information":3,"reason":"","confirmation":""}"#,
            #"{"kind":"note","version":1,"word":"graded","source":"A","information":7,"reason":"","confirmation":""}"#,
            #"{"kind":"note","version":1,"word":"same","report":"0"}"#,
        ] {
            #expect(ReportNote(parsing: Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test("The latest word holds; ties join whatever hangs together, and either end can deny one")
    func cluster() throws {
        let day = try #require(CalendarDay("2026-11-01"))
        func file(_ notes: ReportNote...) -> ReportFile {
            ReportFile(notes.map { ReportFile.Entry(note: $0, day: day, by: "Lia") })
        }
        let link = ReportLink(.site, "S-1")
        #expect(file(.linked(link), .linked(link), .unlinked(link)).links.isEmpty)
        #expect(file(.unlinked(link), .linked(link)).links == [link])
        var files: [[UInt8]: ReportFile] = [
            [1]: file(.same(report: [2])), [2]: file(), [3]: file(.same(report: [2])), [4]: file(.same(report: [5])),
        ]
        #expect(SameMatter.cluster(of: [1], in: files) == [[2], [3]])
        #expect(SameMatter.cluster(of: [2], in: files) == [[1], [3]])
        #expect(SameMatter.cluster(of: [5], in: files) == [[4]])
        files[[2]] = file(.different(report: [3]))
        #expect(SameMatter.cluster(of: [1], in: files) == [[2]])
        files[[1]] = file(.same(report: [2]), .different(report: [2]))
        #expect(SameMatter.cluster(of: [1], in: files).isEmpty)
    }

    @Test("A grade needs a reason, and “confirmed” needs somebody else")
    func grades() {
        let confirmed = InformationGrade(.usual, .confirmed)
        #expect(SameMatter.fault(of: confirmed, reason: " ", confirmation: "x", cluster: 3) == "weigh.fault.reason")
        #expect(
            SameMatter.fault(of: confirmed, reason: "r", confirmation: " ", cluster: 0) == "weigh.fault.unconfirmed"
        )
        #expect(SameMatter.fault(of: confirmed, reason: "r", confirmation: "a photo", cluster: 0) == nil)
        #expect(SameMatter.fault(of: confirmed, reason: "r", confirmation: "", cluster: 1) == nil)
        let probable = InformationGrade(.unknown, .probable)
        #expect(SameMatter.fault(of: probable, reason: "r", confirmation: "", cluster: 0) == nil)
        #expect("\(probable)" == "F2")
    }

    @Test("For everybody, the place of an incident is that of a coarse cell and nobody is named")
    func incident() throws {
        var draft = IncidentDraft(
            id: "CR-0",
            date: "2026-11-01",
            category: "violence",
            description: "Guards beat a man at a gate.",
            actors: "Green guards",
            site: "S-1",
            position: ("-12.3456", "39.2101"),
            audience: .agencies
        )
        func record() throws -> (place: [String?], said: JSONNode) {
            let feature = try #require(try JSONNode(parsing: draft.record(source: "V"))["features"]?.elements?.first)
            let place = feature["geometry"]?["coordinates"]?.elements?.map(\.numberText) ?? []
            return (place, try #require(feature["properties"]))
        }
        #expect(try record().place == ["39.2101", "-12.3456"])
        #expect(try record().said["uncertainty_m"]?.numberText == "100")
        #expect(try record().said["actors"]?.string == "Green guards")
        #expect(try record().said["site"]?.string == "S-1")
        draft.audience = .everybody
        #expect(try record().said["site"] == nil)
        #expect(try record().place == ["39.25", "-12.35"])
        #expect(try record().said["uncertainty_m"]?.numberText == "15791" && record().said["actors"] == nil)
        for position in [("91", "0"), ("x", "0"), ("nan", "0"), ("inf", "1"), ("0", "181")] {
            draft.position = (position.0, position.1)
            #expect(throws: CommunityFault.notAPlace) { try draft.record(source: "V") }
        }
        draft.position = nil
        draft.description = " "
        #expect(throws: CommunityFault.notAnIncident) { try draft.record(source: "V") }
    }
}
