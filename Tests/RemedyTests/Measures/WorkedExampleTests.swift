import Foundation
import Remedy
import Testing
import Vocabulary

/// The worked example of docs/remedy.md: the cases are read from the document and reckoned by the program, and what
/// comes out is compared with what the document reckons by hand.
@Suite("The worked example of the document")
struct WorkedExampleTests {
    private static let today = day("2026-06-30")

    private static func document() throws -> String {
        String(decoding: try Content.bytes("docs/remedy.md"), as: UTF8.self)
    }

    /// The lines of the fenced block of a kind.
    private static func block(_ kind: String) throws -> [String] {
        let parts = try document().components(separatedBy: "```\(kind)\n")
        try #require(parts.count == 2, "docs/remedy.md has one block of \(kind)")
        let lines = parts[1].components(separatedBy: "\n```")[0].split(separator: "\n").map(String.init)
        return lines.filter { !$0.isEmpty }
    }

    /// Says what a line of a case says.
    private static func say(_ words: [String], _ bench: inout Bench) throws {
        let (text, verb, rest) = (words[0], words[1], Array(words.dropFirst(2)))
        func argument(_ index: Int) throws -> String {
            try #require(rest.count > index, "\(words.joined(separator: " "))")
            return rest[index]
        }
        let offer = bench.state.currentOffer?.offer.id ?? ""
        switch verb {
        case "lodge":
            let bringers: [String: Intake.Bringer] = [
                "person": .person, "anonymous": .anonymous, "group": .group(12),
                "representative": .representative(.impossible(.dead)),
            ]
            let intake = Intake(
                bringer: try #require(bringers[argument(0)]),
                channel: try #require(Intake.Channel(rawValue: argument(2))),
                language: rest.first { $0.hasPrefix("in-") }.map { String($0.dropFirst(3)) } ?? "vmw",
                sex: try #require(Intake.Sex(rawValue: argument(1))),
                categories: [CategoryID(try argument(3))],
                respondents: [Bench.mine],
                wasAssisted: rest.contains("assisted")
            )
            try bench.person(text, .lodged(intake))
        case "acknowledge": try bench.acting(text, .acknowledged(routes: bench.routes))
        case "admit": try bench.acting(text, .admitted)
        case "reject": try bench.acting(text, .rejected(ground: "not the mine's road"))
        case "find":
            let category = try #require(bench.state.categories.first)
            let standard = try #require(bench.file.rules.table[category]?.standard)
            let outcome = try #require(Finding.Outcome(rawValue: argument(0)))
            try bench.acting(text, .found(Finding(category, outcome, by: standard)))
        case "offer":
            let items = (1...(try #require(Int(argument(1))))).map { Offer.Item(id: "i\($0)", form: .other, what: "x") }
            try bench.acting(
                text,
                .offered(Offer(id: try argument(0), items: items, hasWaiver: rest.contains("waiver")))
            )
        case "accept": try bench.person(text, .accepted(offer: offer))
        case "refuse": try bench.person(text, .refused(offer: offer, reason: "too little"))
        case "report":
            try bench.body(Bench.mine, text, .deliveryReported(offer: offer, item: argument(0)))
        case "confirm": try bench.person(text, .deliveryConfirmed(offer: offer, item: argument(0)))
        case "appeal": try bench.person(text, .appealed(ground: "too little"))
        case "uphold": try bench.acting(text, .appealDecided(upheld: true))
        case "survey":
            let answers = zip(SurveyQuestion.allCases, try (0..<4).map { try argument($0) }).filter { $0.1 != "-" }
            let said = Dictionary(uniqueKeysWithValues: answers.map { ($0.0, $0.1 == "yes") })
            try bench.person(text, .surveyed(said))
        case "withdraw": try bench.person(text, .withdrawn(reason: "found work elsewhere"))
        case "close":
            let reason = try #require(Closure.Reason(rawValue: argument(0)))
            try bench.acting(text, .closed(Closure(reason, askedSatisfaction: true)))
        case "interest": try bench.body(OrganisationID(argument(0)), text, .interestDeclared(hasConflict: false))
        default: try note(verb, text, rest, &bench)
        }
    }

    /// What the body that has the step notes; the secretariat, once the case has ended.
    private static func note(_ verb: String, _ text: String, _ rest: [String], _ bench: inout Bench) throws {
        let cause = rest.first ?? ""
        let facts: [String: GrievanceFact] = [
            "update": .updateSent, "documents": .documentsShared, "adviser": .adviserOffered(taken: cause == "taken"),
            "retaliation": .retaliationChecked(found: false), "cause": .causeNamed(cause),
            "lesson": .lessonActedOn(cause),
            "publish": .outcomePublished, "refer": .referred("prosecutor", receipt: "R-1"),
        ]
        let fact = try #require(facts[verb], "no such word: \(verb)")
        try bench.body(bench.state.acting ?? Bench.secretariat, text, fact)
    }

    private static func cases() throws -> [FiledGrievance] {
        var benches: [String: Bench] = [:]
        let rules = try Bench.rules()
        for line in try block("cases") {
            let words = line.split(separator: " ").map(String.init)
            try say(Array(words.dropFirst()), &benches[words[0], default: Bench(rules)])
        }
        return benches.sorted { $0.key < $1.key }.map { FiledGrievance(CaseID($0.key), $0.value.file) }
    }

    private static func commitments() throws -> [(id: CaseID, file: CommitmentFile)] {
        let rules = CommitmentRules(procedure: try Content.procedure("commitment"), calendar: try Bench.plain())
        let (mine, village) = (Author("m", .organisation(Bench.mine)), Author("v", .seat("v1")))
        var files: [String: CommitmentFile] = [:]
        for (index, line) in try block("commitments").enumerated() {
            let words = line.split(separator: " ").map(String.init)
            let fact: CommitmentFact
            switch words[2] {
            case "make":
                fact = .made(
                    Commitment(what: "x", owner: mine.part, due: day(words[3]), proof: "y", confirmer: village.part)
                )
            case "report": fact = .reportedDone(proof: "photograph")
            case "confirm": fact = .confirmed
            case "release": fact = .withdrawn(reason: "not needed")
            default:
                Issue.record("no such word: \(words[2])")
                continue
            }
            let author = words[2] == "report" ? mine : village
            let moment = try noon(words[1])
            try files[words[0], default: CommitmentFile(rules)]
                .append(Event(EventID("k\(index)"), at: moment, by: author, fact), now: moment)
        }
        return files.sorted { $0.key < $1.key }.map { (CaseID($0.key), $0.value) }
    }

    private static func mechanism() throws -> Mechanism {
        let lines = try block("mechanism").map { $0.split(separator: " ").map(String.init) }
        func all(_ word: String) -> [[String]] { lines.filter { $0[0] == word }.map { Array($0.dropFirst()) } }
        return Mechanism(
            languages: Set(all("languages").joined()),
            statistics: all("statistics").map { day($0[0]) },
            reviews: try all("review").map { words in
                let (proposals, adopted) = (try #require(Int(words[1])), try #require(Int(words[2])))
                return try #require(Mechanism.JointReview(on: day(words[0]), proposals: proposals, adopted: adopted))
            }
        )
    }

    private static func measures() throws -> UNGPMeasures {
        UNGPMeasures(grievances: try cases(), commitments: try commitments(), mechanism: try mechanism(), on: today)
    }

    /// The rows of the table whose first heading is this one: cells without spaces and code marks around them.
    private static func table(_ heading: String) throws -> [[String]] {
        let lines = try document().components(separatedBy: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("| \(heading) |") }, "no table of \(heading)")
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
        }
    }

    private static func text(_ value: Measure.Value) -> String {
        switch value {
        case .share(let part, let whole): "\(part) of \(whole)"
        case .median(let median, let count): "\(median) (of \(count))"
        case .days(let days): "\(days)"
        case .notKnown: "not known"
        case .suppressed(let below): "suppressed (fewer than \(below))"
        }
    }

    private static func ids(_ cases: [CaseID]) -> String { cases.map(\.rawValue).joined(separator: " ") }

    @Test func theMeasuresAreThoseOfTheDocument() throws {
        let measures = try Self.measures()
        let rows = try Self.table("measure")
        #expect(rows.map { $0[0] } == measures.measures.map(\.kind.rawValue))
        #expect(Set(measures.measures.map(\.kind)) == Set(Measure.Kind.allCases))
        for (row, measure) in zip(rows, measures.measures) {
            #expect(row[1] == Self.text(measure.value), "\(measure.kind)")
            #expect(row[2] == measure.unit.rawValue, "\(measure.kind)")
            #expect(row[3] == Self.ids(measure.counted), "\(measure.kind)")
            #expect(row[4] == Self.ids(measure.cases), "\(measure.kind)")
        }
    }

    @Test func thePublicSeesWhatTheDocumentSays() throws {
        let measures = try Self.measures()
        let published = measures.published(threshold: 3)
        let rows = try Self.table("published")
        #expect(rows.map { $0[0] } == published.map(\.kind.rawValue))
        #expect(rows.map { $0[1] } == published.map { Self.text($0.value) })
        #expect(published.allSatisfy { $0.cases.isEmpty && $0.counted.isEmpty && $0.rest.isEmpty })
    }

    @Test func theQueuesAreThoseOfTheDocument() throws {
        let queues = QueueAge.all(of: try Self.cases(), on: Self.today)
        let rows = try Self.table("body")
        #expect(rows.count == queues.count)
        for (row, queue) in zip(rows, queues) {
            let words = [
                queue.body?.rawValue ?? "nobody", Self.ids(queue.waiting), queue.oldest.map(String.init) ?? "not known",
                queue.median?.description ?? "not known", Self.ids(queue.overdue), Self.ids(queue.elsewhere),
            ]
            #expect(row == words)
        }
    }

    @Test func nothingIsKnownOfNothing() {
        let none = UNGPMeasures(grievances: [], on: Self.today)
        #expect(none.measures.count == Measure.Kind.allCases.count)
        #expect(none.measures.allSatisfy { $0.value == .notKnown })
        #expect(QueueAge.all(of: [], on: Self.today).isEmpty)
        for criterion in Criterion.allCases {
            #expect(!none[criterion].isEmpty && !criterion.survey.isEmpty)
        }
    }

    @Test func everyMeasureIsDefinedInTheDocument() throws {
        let defined = Set(try Self.table("name").map { $0[0] })
        #expect(defined == Set(Measure.Kind.allCases.map(\.rawValue)))
    }

    @Test func aFileThatNobodyMayTouchStandsInAQueueOfItsOwn() throws {
        var bench = Bench(try Bench.rules(control: Control([Bench.mine: Set(Bench.bound.values)])))
        try bench.lodge("2026-06-01")
        let queues = QueueAge.all(of: [FiledGrievance("z", bench.file)], on: Self.today)
        #expect(queues.map(\.body) == [nil] && queues.map(\.waiting) == [["z"]] && queues.map(\.oldest) == [29])
        #expect(queues.map(\.overdue) == [["z"]])
    }
}
