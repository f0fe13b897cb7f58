internal import Community
internal import Remedy
internal import Vocabulary

/// What the pages of assessments say in the visitor's language: the words of the guide, and of the kernel.
struct ImpactWords {
    let say: RemedyWords
    let guide: ImpactGuide

    var words: Words { say.words }

    private func label(_ id: String, _ named: [ImpactGuide.Named]) -> String {
        named.first { $0.id == id }?.label[say.language] ?? id
    }

    func right(_ id: String) -> String { label(id, guide.rights) }
    func stage(_ stage: ImpactStage?) -> String { stage.map { label($0.rawValue, guide.stages) } ?? "" }
    func set(_ id: String) -> String { guide.questionSet(id)?.label[say.language] ?? id }
    func quantity(_ id: String) -> String { guide.quantity(id)?.label[say.language] ?? id }
    func method(_ id: String) -> String { label(id, guide.methods) }
    func use(_ use: ImpactGuide.Use) -> String { label(use.rawValue, guide.uses) }
    func record(_ what: ImpactRecord) -> String { words("impact.record.\(what.rawValue)") }
    func uses(_ uses: Set<ConsentUse>) -> String {
        ConsentUse.allCases.filter(uses.contains).map { words("impact.use.\($0.rawValue)") }.joined(separator: ", ")
    }

    /// What somebody did, or may do.
    func act(_ word: String) -> String { words.token("impact.act", word) }

    /// Why something was refused; what may happen instead stands as forms on the page.
    func refusal(_ refusal: Refusal) -> [String] {
        let detail = refusal.detail.map { detail -> String in
            if let stage = ImpactStage(rawValue: detail) { return self.stage(stage) }
            return guide.questionSet(detail) == nil ? right(detail) : set(detail)
        }
        return say.refusal(Refusal(refusal.reason, detail))
    }

    /// A measurement in a line.
    func line(_ one: Observation) -> String { "\(one.id) · \(quantity(one.quantity)) \(result(one)) · \(one.place)" }

    /// What came out, with how far the truth may lie to either side.
    func result(_ one: Observation) -> String {
        let far = one.result.uncertainty.map { " ± \($0)" } ?? ""
        return "\(one.result.text)\(far) \(one.unit)"
    }

    /// A limit: what for, how much, where it comes from.
    func limit(_ id: String) -> String {
        guard let limit = guide.limit(id) else { return id }
        let least = limit.least.map { "≥ \($0)" }
        let most = limit.most.map { "≤ \($0)" }
        let range = [least, most].compactMap { $0 }.joined(separator: ", ")
        let source = guide.sources.first { $0.id == limit.source }?.title ?? limit.source
        return "\(use(limit.use)): \(range) \(limit.unit) (\(source))"
    }

    /// What is missing, in a sentence.
    func gap(_ gap: ImpactGap) -> String {
        let about: String
        switch gap.kind {
        case .recordMissing: about = ImpactRecord(rawValue: gap.about).map(record) ?? gap.about
        case .rightWithoutQuestions, .rightWithoutFinding: about = right(gap.about)
        case .setNotAsked: about = set(gap.about)
        case .answerOverdue:
            let parts = gap.about.split(separator: " ", maxSplits: 1).map(String.init)
            about = parts.count == 2 ? "\(parts[0]), \(say.name(OrganisationID(rawValue: parts[1])))" : gap.about
        default: about = gap.about
        }
        return words("impact.gap.\(gap.kind.rawValue)", ["about": about])
    }

    /// A measurement against its limits, each with what has to be said beside it.
    func comparisons(_ comparisons: [LimitComparison], to h: inout HTML) {
        guard !comparisons.isEmpty else { return h.text(words("impact.no_limit")) }
        h(.ul, .class("plain-list")) { h in
            for one in comparisons { verdict(limit(one.limit), one.verdict.word, one.caveats.sorted(), to: &h) }
        }
    }

    private func verdict(
        _ limit: String,
        _ verdict: String,
        _ caveats: [LimitComparison.Caveat],
        to h: inout HTML
    ) {
        h(.li) { h in
            Self.tag(verdict, words, to: &h)
            h.text(" ")
            h(.bdi, text: limit)
            for caveat in caveats {
                h(.small, .class("quiet"), text: " · " + words("impact.caveat.\(caveat.rawValue)"))
            }
        }
    }

    static func tag(_ verdict: String, _ words: Words, to h: inout HTML) {
        let css =
            switch verdict {
            case "above", "under": "tag-failed"
            case "within": "tag-active"
            default: "tag-left"
            }
        h(.span, .class("tag \(css)"), text: words("impact.verdict.\(verdict)"))
    }
}
