import Remedy
import Testing
import Vocabulary

/// The worked example of docs/impact.md, run as it stands there.
@Suite("The worked example of impact assessments")
struct ImpactExampleTests {
    /// The lines of a fenced part of the page.
    private static func lines(_ name: String) throws -> [String] {
        let page = String(decoding: try Content.bytes("docs/impact.md"), as: UTF8.self)
        let parts = page.components(fence: name)
        try #require(parts.count == 1, "\(name) stands once in docs/impact.md")
        return parts[0]
    }

    private static func begun() throws -> ImpactBench {
        var bench = try ImpactBench()
        try bench.toGathering()
        return bench
    }

    private static func measured() throws -> ImpactBench {
        var bench = try begun()
        for line in try lines("measurements") {
            let words = line.split(separator: " ").map(String.init)
            try #require(words.count == 9, "\(line)")
            let observation = try ImpactBench.observation(
                words[0],
                result(words[2], words[3] == "-" ? nil : words[3]),
                words[4],
                of: words[1],
                method: words[5],
                at: words[6],
                on: words[7],
                phase: try #require(Observation.Phase(rawValue: words[8]))
            )
            try bench.say(.measured(observation), on: "2026-06-01")
        }
        return bench
    }

    @Test func limits() throws {
        let bench = try Self.measured()
        let guide = bench.file.rules.guide
        let limit = try #require(guide.limit("who-arsenic"))
        let said = try Self.lines("limits")
        #expect(said.count == 8)
        for line in said {
            let id = String(line.prefix { $0 != " " })
            let comparison = guide.compare(try #require(bench.state.observations[id]), with: limit)
            let verdict =
                switch comparison.verdict {
                case .above: "above"
                case .under: "under"
                case .within: "within"
                case .cannotBeSaid(let reason): reason.rawValue
                }
            #expect(([id, verdict] + comparison.caveats.sorted().map(\.rawValue)).joined(separator: " ") == line)
        }
    }

    @Test func baseline() throws {
        let bench = try Self.measured()
        let report = BaselineReport(bench.state.observations.values, guide: bench.file.rules.guide)
        func text(_ summary: NumberSummary) -> String {
            let undetected = summary.undetected > 0 ? " (\(summary.undetected) undetected)" : ""
            let middle = summary.median.map(\.description) ?? "not known"
            return "\(summary.count)\(undetected), median \(middle), \(summary.lowest) to \(summary.highest)"
        }
        let pairs = report.pairs.map { pair in
            let series = "\(pair.series.quantity) \(pair.series.place) \(pair.series.method) \(pair.unit)"
            let difference = pair.difference.map(\.description) ?? "not known"
            return "\(series): baseline \(text(pair.baseline)); now \(text(pair.now)); "
                + "difference \(difference); \(pair.position.rawValue)"
        }
        #expect(pairs + ["alone: \(report.unpaired.joined(separator: " "))"] == (try Self.lines("baseline")))
    }

    @Test func counts() throws {
        var bench = try Self.begun()
        for line in try Self.lines("interviews") {
            let words = line.split(separator: " ").map(String.init)
            try #require(words.count == 3, "\(line)")
            let changed: Interview.Answer =
                switch words[1] {
                case "yes": .yes
                case "no": .no
                default: .notSaid
                }
            var answers = ["changed": changed]
            if words[2] != "-" { answers["minutes"] = .number(try decimal(words[2])) }
            try bench.say(.interviewed(ImpactBench.interview(words[0], answers)))
        }
        let set = try #require(bench.file.rules.guide.questionSet("water"))
        func text(_ when: String, _ state: ImpactState) throws -> String {
            let changed = AnswerTally(of: try #require(set.question("changed")), in: "water", state)
            let minutes = AnswerTally(of: try #require(set.question("minutes")), in: "water", state)
            let numbers = try #require(minutes.numbers)
            #expect(minutes.answered == numbers.count && changed.answered + changed.notSaid == changed.interviews.count)
            return "\(when): \(changed.interviews.count) interviews; changed yes \(changed.counts["yes"] ?? -1), "
                + "no \(changed.counts["no"] ?? -1), not said \(changed.notSaid); minutes of \(numbers.count): "
                + "median \(try #require(numbers.median)), \(numbers.lowest) to \(numbers.highest)"
        }
        let before = try text("before", bench.state)
        try bench.say(.withdrew(interview: "w2", [.count]), by: Author("p:w2", .person))
        #expect([before, try text("after", bench.state)] == (try Self.lines("counts")))
    }
}

extension String {
    /// The lines between three backticks with this name and the next three.
    fileprivate func components(fence name: String) -> [[String]] {
        var parts: [[String]] = []
        var isInside = false
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```\(name)" {
                parts.append([])
                isInside = true
            } else if line.hasPrefix("```") {
                isInside = false
            } else if isInside {
                parts[parts.count - 1].append(String(line))
            }
        }
        return parts
    }
}
