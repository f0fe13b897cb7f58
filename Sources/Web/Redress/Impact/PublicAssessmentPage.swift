internal import Community
internal import Formats
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// What an assessment found, as it was published: for everybody, without small numbers and without the names of places.
struct PublicAssessmentPage {
    let visit: Visit
    let impact: ImpactWords
    let content: JSONNode

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        let number = try RedressRoutes.number(id)
        let office = visit.services.redress
        let found = try await office.publishedAssessments().first { $0.report.assessment == number }
        guard let found else { throw SiteError(.notFound) }
        return PublicAssessmentPage(
            visit: visit,
            impact: ImpactWords(say: try await RemedyWords.of(visit), guide: try office.shelf.impactGuide()),
            content: found.content
        )
        .response
    }

    static func publish(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let number = try RedressRoutes.number(id)
        let reading = RemedyForm(visit: visit, form: form)
        guard try await visit.services.redress.assessment(number, as: visit.reader) != nil else {
            throw SiteError(.notFound)
        }
        do {
            try await visit.services.redress.publish(
                assessment: number,
                title: try reading.said("title"),
                area: try reading.said("area"),
                by: visit.reader
            )
            return visit.confirm("impact.done.published", at: "/assessments/\(number)/report")
        } catch {
            return try await AssessmentPage.refused(visit, number, error)
        }
    }

    private var words: Words { visit.words }

    private func text(_ node: JSONNode, _ name: String) -> String { node[name]?.string ?? "" }
    private func number(_ node: JSONNode, _ name: String) -> Int? { node[name]?.numberText.flatMap { Int($0) } }
    private func list(_ node: JSONNode, _ name: String) -> [JSONNode] { node[name]?.elements ?? [] }
    private func count(_ node: JSONNode?) -> String {
        node?.numberText.flatMap { Int($0) }.map { words.integer($0) } ?? words("remedy.value.hidden")
    }

    private var response: Response {
        let title = text(content, "title")
        return PageFrame(visit: visit, title: title, section: "/assessments").response { h, _ in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/assessments")), text: words("nav.assessments"))
            }
            h(.h1) { h in h(.bdi, text: title) }
            h(.p, .class("lead")) { h in h(.bdi, text: text(content, "area")) }
            let least = number(content, "threshold").map { words.integer($0) } ?? ""
            h(
                .p,
                .class("quiet"),
                text: words("impact.report_about", ["day": words.date(text(content, "day")), "number": least])
            )
            findings(to: &h)
            for set in list(content, "sets") { questions(set, to: &h) }
            measurements(to: &h)
            baseline(to: &h)
        }
    }

    private func findings(to h: inout HTML) {
        h(.section, .class("panel"), .ariaLabelledBy("findings")) { h in
            h(.h2, .id("findings"), text: words("impact.findings"))
            for finding in list(content, "findings") {
                h(.h3, text: impact.right(text(finding, "right")))
                h(.p, .class("said")) { h in h(.bdi, text: text(finding, "what")) }
                h(.p) { h in
                    h(.strong, text: words("impact.against") + ": ")
                    h(.bdi, text: text(finding, "against"))
                }
                h(.p, text: words("impact.attribution.\(text(finding, "attribution"))"))
                let names = ["scale", "scope", "irremediability", "likelihood", "confidence"]
                let weight = names.map { ($0, number(finding, $0) ?? 0) }
                h(.p, .class("quiet"), text: FindingText.weight(weight, words))
                for answer in list(finding, "answers") { self.answer(answer, to: &h) }
            }
        }
    }

    private func answer(_ answer: JSONNode, to h: inout HTML) {
        h(.div, .class("message answer")) { h in
            let put = words("impact.put_to_name", ["name": text(answer, "to")])
            h(.p, .class("quiet"), text: "\(put) · \(words.date(text(answer, "sent")))")
            if let said = answer["answer"]?.string {
                if case .bool(let accepts)? = answer["accepts"] {
                    h(.p, .class("quiet"), text: words(accepts ? "impact.accepts" : "impact.denies"))
                }
                h(.p, .class("said")) { h in h(.bdi, text: said) }
            } else {
                h(.p, text: words("impact.unanswered"))
            }
            if let progress = answer["progress"]?.string { h(.p, text: words("impact.progress.\(progress)")) }
        }
    }

    private func questions(_ set: JSONNode, to h: inout HTML) {
        guard let known = impact.guide.questionSet(text(set, "set")) else { return }
        let (words, language) = (self.words, impact.say.language)
        let title = impact.set(known.id)
        h(.section, .class("panel"), .ariaLabelledBy("set-\(known.id)")) { h in
            h(.h2, .id("set-\(known.id)"), text: title)
            h(.p, text: words("impact.people_asked", ["count": count(set["people"])]))
            PlainTable<JSONNode>(
                words: words,
                caption: title,
                items: list(set, "questions"),
                columns: [
                    .text("impact.question") { known.question(text($0, "question"))?.text[language] ?? "" },
                    .init("impact.answers") { node, h in
                        guard let question = known.question(text(node, "question")) else { return }
                        h.text(self.answers(node, question, language))
                    },
                ]
            )
            .write(to: &h)
        }
    }

    private func answers(_ node: JSONNode, _ question: ImpactGuide.Question, _ language: Language) -> String {
        let options = InterviewFields.options(question, words, language)
        func name(_ id: String) -> String {
            switch id {
            case "not-said": words("impact.not_said")
            case "not-asked": words("impact.not_asked")
            case "number": words("impact.answered_number")
            default: options.first { $0.value == id }?.text ?? id
            }
        }
        var parts = list(node, "rows").map { "\(name(text($0, "name"))): \(count($0["count"]))" }
        if let median = node["median"]?.string { parts.append(words("impact.median", ["median": median])) }
        return parts.joined(separator: "; ")
    }

    private func measurements(to h: inout HTML) {
        let measured = list(content, "measurements")
        guard !measured.isEmpty else { return }
        let (words, impact) = (self.words, self.impact)
        h(.section, .class("panel"), .ariaLabelledBy("measurements")) { h in
            h(.h2, .id("measurements"), text: words("impact.measurements"))
            h(.p, .class("quiet"), text: words("impact.measurements_about"))
            PlainTable<JSONNode>(
                words: words,
                caption: words("impact.measurements"),
                items: measured,
                columns: [
                    .text("impact.quantity") { impact.quantity(text($0, "quantity")) },
                    .text("impact.result") { node in
                        let far = node["uncertainty"]?.string.map { " ± \($0)" } ?? ""
                        return "\(text(node, "result"))\(far) \(text(node, "unit"))"
                    },
                    .text("impact.method") { impact.method(text($0, "method")) },
                    .text("impact.measured_where") { words("impact.place_number", ["number": count($0["place"])]) },
                    .text("impact.measured_when") {
                        "\(text($0, "month")) · \(words("impact.phase.\(text($0, "phase"))"))"
                    },
                    .init("impact.against_limits") { node, h in self.limits(list(node, "limits"), to: &h) },
                ]
            )
            .write(to: &h)
        }
    }

    private func limits(_ limits: [JSONNode], to h: inout HTML) {
        guard !limits.isEmpty else { return h.text(words("impact.no_limit")) }
        h(.ul, .class("plain-list")) { h in
            for limit in limits {
                h(.li) { h in
                    ImpactWords.tag(text(limit, "verdict"), words, to: &h)
                    h.text(" ")
                    h(.bdi, text: impact.limit(text(limit, "limit")))
                    for caveat in list(limit, "caveats").compactMap(\.string) {
                        h(.small, .class("quiet"), text: " · " + words("impact.caveat.\(caveat)"))
                    }
                }
            }
        }
    }

    private func baseline(to h: inout HTML) {
        let pairs = list(content, "baseline")
        guard !pairs.isEmpty else { return }
        let (words, impact) = (self.words, self.impact)
        h(.section, .class("panel"), .ariaLabelledBy("baseline")) { h in
            h(.h2, .id("baseline"), text: words("impact.baseline"))
            h(.p, .class("quiet"), text: words("impact.baseline_about"))
            PlainTable<JSONNode>(
                words: words,
                caption: words("impact.baseline"),
                items: pairs,
                columns: [
                    .text("impact.quantity") { "\(impact.quantity(text($0, "quantity"))), \(text($0, "unit"))" },
                    .text("impact.measured_where") { words("impact.place_number", ["number": count($0["place"])]) },
                    .text("impact.phase.baseline") { "\(text($0, "baseline")) (\(count($0["baseline_count"])))" },
                    .text("impact.phase.now") { "\(text($0, "now")) (\(count($0["now_count"])))" },
                    .text("impact.difference") { $0["difference"]?.string ?? words("impact.not_known") },
                    .text("impact.position") { words("impact.position.\(text($0, "position"))") },
                ]
            )
            .write(to: &h)
        }
    }
}
