internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// The tables of an assessment: sets of questions, interviews, measurements, baseline against now, findings.
struct AssessmentPanels {
    let visit: Visit
    let say: RemedyWords
    let one: AssessmentCase

    private var words: Words { visit.words }
    private var state: ImpactState { one.file.state }
    private var impact: ImpactWords { ImpactWords(say: say, guide: one.guide) }

    private func panel(_ id: String, _ title: String, to h: inout HTML, content: (inout HTML) -> Void) {
        h(.section, .class("panel"), .ariaLabelledBy(id)) { h in
            h(.h2, .id(id), text: words(title))
            content(&h)
        }
    }

    func sets(to h: inout HTML) {
        let chosen = one.guide.questionSets.filter { state.sets.contains($0.id) }
        guard !chosen.isEmpty else { return }
        let (visit, impact, words) = (self.visit, self.impact, self.words)
        panel("sets", "impact.sets", to: &h) { h in
            h(.ul) { h in
                for set in chosen {
                    h(.li) { h in
                        h.text("\(impact.set(set.id)) (\(words("impact.asked.\(set.asked.rawValue)"))) · ")
                        h(
                            .a,
                            .href(visit.path("/assessments/\(one.id)/sheet/\(set.id)")),
                            text: words("impact.sheet_of", ["set": impact.set(set.id)])
                        )
                        if state.closedBecause == nil, (state.stage ?? .prepare) >= .gather {
                            h.text(" · ")
                            h(
                                .a,
                                .href(visit.path("/assessments/\(one.id)/interviews/new/\(set.id)")),
                                text: words("impact.ask_now", ["set": impact.set(set.id)])
                            )
                        }
                    }
                }
            }
        }
    }

    func interviews(to h: inout HTML) {
        guard !state.held.isEmpty else { return }
        let (visit, impact, words, state, id) = (self.visit, self.impact, self.words, self.state, one.id)
        panel("interviews", "impact.interviews", to: &h) { h in
            h(.p, .class("quiet"), text: words("impact.interviews_about"))
            PlainTable<(id: String, set: String)>(
                words: words,
                caption: words("impact.interviews"),
                items: state.held.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
                columns: [
                    .init("impact.interview") { held, h in
                        guard state.interviews[held.id] != nil else { return h(.bdi, text: held.id) }
                        h(.a, .href(visit.path("/assessments/\(id)/interviews/\(held.id)"))) { h in
                            h(.bdi, text: held.id)
                        }
                    },
                    .text("impact.set") { impact.set($0.set) },
                    .text("impact.agreed") { held in
                        state.interviews[held.id].map { impact.uses($0.uses) } ?? words("impact.taken_back")
                    },
                ]
            )
            .write(to: &h)
            for set in one.guide.questionSets where state.sets.contains(set.id) { tally(set, to: &h) }
        }
    }

    /// What the interviews that count say, for who leads: in full.
    private func tally(_ set: ImpactGuide.QuestionSet, to h: inout HTML) {
        let tallies = set.questions.filter { $0.kind != .words }.map { ($0, AnswerTally(of: $0, in: set.id, state)) }
        guard let first = tallies.first, !first.1.interviews.isEmpty else { return }
        let (words, language) = (self.words, say.language)
        h(.h3, text: impact.set(set.id))
        PlainTable<(ImpactGuide.Question, AnswerTally)>(
            words: words,
            caption: impact.set(set.id),
            items: tallies,
            columns: [
                .text("impact.question") { $0.0.text[language] },
                .init("impact.answers") { item, h in h.text(Self.answers(item.0, item.1, words, language)) },
                .init("impact.not_said", isNumeric: true) { item, h in h.text(words.integer(item.1.notSaid)) },
                .init("impact.not_asked", isNumeric: true) { item, h in h.text(words.integer(item.1.notAsked)) },
            ]
        )
        .write(to: &h)
    }

    private static func answers(
        _ question: ImpactGuide.Question,
        _ tally: AnswerTally,
        _ words: Words,
        _ language: Language
    ) -> String {
        if let numbers = tally.numbers {
            let middle = numbers.median?.description ?? "–"
            return words(
                "impact.numbers",
                [
                    "count": words.integer(numbers.count), "median": middle,
                    "range": "\(numbers.lowest.most) – \(numbers.highest.most)",
                ]
            )
        }
        return InterviewFields.options(question, words, language).filter { tally.counts[$0.value] != nil }
            .map { "\($0.text): \(words.integer(tally.counts[$0.value] ?? 0))" }.joined(separator: "; ")
    }

    func measurements(to h: inout HTML) {
        guard !state.observations.isEmpty else { return }
        let (visit, impact, words, say, one) = (self.visit, self.impact, self.words, self.say, self.one)
        panel("measurements", "impact.measurements", to: &h) { h in
            h(.p, .class("quiet"), text: words("impact.measurements_about"))
            PlainTable<Observation>(
                words: words,
                caption: words("impact.measurements"),
                items: state.observations.values.sorted { ($0.moment, $0.id) < ($1.moment, $1.id) },
                columns: [
                    .text("impact.measurement") { $0.id },
                    .text("impact.quantity") { impact.quantity($0.quantity) },
                    .text("impact.result") { impact.result($0) },
                    .text("impact.method") { impact.method($0.method) },
                    .text("impact.measured_where") { $0.place },
                    .text("impact.measured_when") {
                        "\(say.day(one.day(of: $0.moment))) · \(words("impact.phase.\($0.phase.rawValue)"))"
                    },
                    .init("impact.against_limits") { each, h in
                        impact.comparisons(one.comparisons(each), to: &h)
                    },
                    .init("impact.photos") { each, h in
                        for photo in each.photos.sorted() {
                            let name = words("impact.photo", ["digest": String(photo.prefix(8))])
                            h(.a, .href(visit.path("/assessments/\(one.id)/photos/\(photo)")), text: name)
                            h.text(" ")
                        }
                    },
                ]
            )
            .write(to: &h)
        }
    }

    func baseline(to h: inout HTML) {
        let report = one.baseline
        guard !state.observations.isEmpty else { return }
        let (impact, words) = (self.impact, self.words)
        panel("baseline", "impact.baseline", to: &h) { h in
            h(.p, .class("quiet"), text: words("impact.baseline_about"))
            if report.pairs.isEmpty { return h(.p, text: words("impact.nothing_to_compare")) }
            PlainTable<BaselineComparison>(
                words: words,
                caption: words("impact.baseline"),
                items: report.pairs,
                columns: [
                    .text("impact.quantity") { "\(impact.quantity($0.series.quantity)), \($0.unit)" },
                    .text("impact.measured_where") { $0.series.place },
                    .text("impact.method") { impact.method($0.series.method) },
                    .text("impact.phase.baseline") { Self.summary($0.baseline, words) },
                    .text("impact.phase.now") { Self.summary($0.now, words) },
                    .text("impact.difference") { $0.difference?.description ?? words("impact.not_known") },
                    .text("impact.position") { words("impact.position.\($0.position.rawValue)") },
                ]
            )
            .write(to: &h)
            if !report.unpaired.isEmpty {
                h(.p, text: words("impact.unpaired", ["ids": report.unpaired.joined(separator: ", ")]))
            }
        }
    }

    private static func summary(_ summary: NumberSummary, _ words: Words) -> String {
        words(
            "impact.numbers",
            [
                "count": words.integer(summary.count), "median": bounds(summary.median, words),
                "range": "\(bounds(summary.lowest, words)) – \(bounds(summary.highest, words))",
            ]
        )
    }

    private static func bounds(_ bounds: Bounds?, _ words: Words) -> String {
        guard let bounds else { return words("impact.not_known") }
        guard let least = bounds.least else { return "≤ \(bounds.most)" }
        return least == bounds.most ? "\(least)" : "\(least)…\(bounds.most)"
    }

    func findings(to h: inout HTML) {
        guard !state.findings.isEmpty else { return }
        panel("findings", "impact.findings", to: &h) { h in
            for entry in one.file.entries {
                guard case .found(let finding) = entry.fact else { continue }
                self.finding(finding, to: &h)
            }
        }
    }

    private func finding(_ finding: ImpactFinding, to h: inout HTML) {
        let (basis, counter) = (state.basis(of: finding), state.counterBasis(of: finding))
        h(.h3) { h in h(.bdi, text: "\(impact.right(finding.right)) · \(finding.id)") }
        FindingText(words: words, finding: finding).write(to: &h)
        let rests = (basis.interviews + basis.measurements).joined(separator: ", ")
        h(.p, text: words("impact.rests_on", ["ids": rests.isEmpty ? "–" : rests]))
        let against = counter.interviews + counter.measurements
        if !against.isEmpty { h(.p, text: words("impact.against_ids", ["ids": against.joined(separator: ", ")])) }
        h(.ul) { h in
            for put in one.puts where put.finding == finding.id {
                h(.li) { h in
                    h(.a, .href(visit.path("/assessments/answers/\(put.followUp)"))) { h in
                        h(
                            .bdi,
                            text: words(
                                "impact.put_to_name",
                                ["name": say.name(OrganisationID(rawValue: put.organisation))]
                            )
                        )
                    }
                    if let state = one.followUps[put.followUp]?.state {
                        let answered = state.addressees.values.contains { $0.answered != nil }
                        h.text(" · " + words(answered ? "impact.answered" : "impact.unanswered"))
                        if let progress = state.progress {
                            h.text(" · " + words("impact.progress.\(progress.rawValue)"))
                        }
                    }
                }
            }
        }
    }
}

/// What was found, what speaks against it, and how bad it is.
struct FindingText {
    let words: Words
    let finding: ImpactFinding

    func write(to h: inout HTML) {
        h(.p, .class("said")) { h in h(.bdi, text: finding.what) }
        h(.p) { h in
            h(.strong, text: words("impact.against") + ": ")
            h(.bdi, text: finding.against)
        }
        h(.p, text: words("impact.attribution.\(finding.attribution.rawValue)"))
        let weight = finding.weight
        let parts = [
            ("scale", weight.scale), ("scope", weight.scope), ("irremediability", weight.irremediability),
            ("likelihood", weight.likelihood), ("confidence", weight.confidence),
        ]
        h(.p, .class("quiet"), text: Self.weight(parts, words))
    }

    static func weight(_ parts: [(String, Int)], _ words: Words) -> String {
        parts.map { "\(words("impact.weight.\($0.0)")): \($0.1)/5" }.joined(separator: " · ")
    }
}
