internal import Casework
internal import Docket
internal import Hummingbird
internal import Store
internal import Vocabulary

/// One case, a part of it at a time.
struct CasePage {
    /// The parts, in the order in which they are worked through.
    enum Part: String, CaseIterable {
        case overview, work, board, weigh, story
    }

    let visit: Visit
    let say: CaseWords
    let one: WorkCase
    let part: Part
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        let part = visit.query["part"].flatMap(Part.init(rawValue:)) ?? .overview
        return try await page(visit, RedressRoutes.number(id), part).response
    }

    private static func page(_ visit: Visit, _ id: Int64, _ part: Part) async throws -> CasePage {
        do {
            let one = try await visit.services.cases.file(id, as: visit.reader)
            let say = try await CaseWords.of(visit, naming: one.named)
            return CasePage(visit: visit, say: say, one: one, part: part)
        } catch CaseFault.noSuchCase { throw SiteError(.notFound) }
    }

    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = CaseForm(form: try await visit.form(request))
        let number = try RedressRoutes.number(id)
        let part = form.form["part"].flatMap(Part.init(rawValue:)) ?? .overview
        do {
            let deed = try form.deed()
            try await visit.services.cases.act(
                deed,
                isOwn: form.has("own"),
                id: try form.event,
                in: number,
                by: visit.reader
            )
            return visit.confirm("case.done.\(deed.word)", at: "/cases/\(number)?part=\(part.rawValue)")
        } catch {
            var page = try await page(visit, number, part)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: one.state.title,
            section: "/cases",
            hasForm: true,
            marking: one.cover.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/cases")), text: words("nav.cases")) }
            h(.h1) { h in h(.bdi, text: one.state.title) }
            h(.p, .class("lead")) { h in
                h.text(words("case.number", ["number": "\(one.id)"]) + " · ")
                StageTag(words: words, stage: one.cover.stage).write(to: &h)
                h.text(" · " + words("case.led_by", ["agency": say.name(one.state.lead)]))
                h.text(" · " + one.cover.marking.label)
            }
            FormFault(sentences: faults).write(to: &h)
            tabs(to: &h)
            let parts = CaseParts(visit: visit, say: say, one: one, part: part, token: token)
            switch part {
            case .overview: CaseOverview(parts: parts).write(to: &h)
            case .work: CaseWork(parts: parts).write(to: &h)
            case .board: CaseBoard(parts: parts).write(to: &h)
            case .weigh:
                CaseHypotheses(parts: parts).write(to: &h)
                CaseTriages(parts: parts).write(to: &h)
            case .story: CaseStory(parts: parts).write(to: &h)
            }
        }
    }

    private func tabs(to h: inout HTML) {
        h(.nav, .class("tabs"), .ariaLabel(visit.words("case.parts"))) { h in
            h(.ul) { h in
                for each in Part.allCases {
                    h(.li) { h in
                        h(
                            .a,
                            .href(visit.path("/cases/\(one.id)?part=\(each.rawValue)")),
                            each == part ? .ariaCurrent("page") : nil,
                            text: visit.words("case.part.\(each.rawValue)")
                        )
                    }
                }
            }
        }
    }
}

/// Where a case stands, in a word.
struct StageTag {
    let words: Words
    let stage: CaseCover.Stage

    func write(to h: inout HTML) {
        let css =
            switch stage {
            case .open: "tag-open"
            case .paused: "tag-failed"
            case .closed: "tag-active"
            }
        h(.span, .class("tag \(css)"), text: words("case.stage.\(stage.rawValue)"))
    }
}
