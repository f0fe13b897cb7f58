internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// The complaints that a visitor has a part in, what has to be looked at first above; for everybody, how to complain.
struct GrievanceListPage {
    let visit: Visit
    let say: RemedyWords
    let cases: [GrievanceCase]
    let queues: [QueueAge]
    let isSetUp: Bool

    static func respond(_ visit: Visit) async throws -> Response {
        let office = visit.services.redress
        let cases = try await office.grievances(as: visit.reader)
        return GrievanceListPage(
            visit: visit,
            say: try await RemedyWords.of(visit),
            cases: cases,
            queues: office.queues(of: cases),
            isSetUp: try await !office.inForce().isEmpty
        )
        .response
    }

    private var isForMe: Bool {
        visit.reader.can(.takeGrievances) || visit.reader.can(.hearGrievances) || visit.reader.can(.answerGrievances)
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.grievances")
        return PageFrame(visit: visit, title: title, section: "/grievances").response { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words(isForMe ? "remedy.list_about" : "remedy.public_about"))
            links(to: &h)
            if !isSetUp { h(.p, .class("notice"), text: words("remedy.nothing_set_up")) }
            guard isForMe else { return }
            let open = cases.filter { $0.glimpse.ended == nil }
            let ended = cases.filter { $0.glimpse.ended != nil }
            if cases.isEmpty {
                EmptyState(title: words("remedy.empty.title"), advice: words("remedy.empty.advice")).write(to: &h)
                return
            }
            if !queues.isEmpty { queueTable(to: &h) }
            section("remedy.open", open, to: &h)
            if !ended.isEmpty { section("remedy.ended", ended, to: &h) }
        }
    }

    private func links(to h: inout HTML) {
        let words = visit.words
        h(.p, .class("actions")) { h in
            if visit.reader.can(.takeGrievances) {
                h(.a, .class("button"), .href(visit.path("/grievances/new")), text: words("remedy.new"))
                h.text(" ")
            }
            if visit.reader.can(.readMeasures) {
                h(
                    .a,
                    .class("button quiet-button"),
                    .href(visit.path("/grievances/measures")),
                    text: words("remedy.measures")
                )
                h.text(" ")
            }
            let quiet = Attribute.class("button quiet-button")
            h(.a, quiet, .href(visit.path("/grievances/statistics")), text: words("remedy.statistics"))
            h.text(" ")
            h(.a, quiet, .href(visit.path("/grievances/mechanism")), text: words("remedy.mechanism"))
            if !isForMe {
                h.text(" ")
                h(.a, quiet, .href(visit.path("/r")), text: words("remedy.report"))
            }
        }
    }

    private func queueTable(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("queues")) { h in
            h(.h2, .id("queues"), text: words("remedy.queues"))
            h(.p, .class("quiet"), text: words("remedy.queues_about"))
            QueueTable(words: words, say: say, queues: queues).write(to: &h)
        }
    }

    private func section(_ key: String, _ cases: [GrievanceCase], to h: inout HTML) {
        let words = visit.words
        let id = key.replacing(".", with: "-")
        h(.section, .class("panel"), .ariaLabelledBy(id)) { h in
            h(.h2, .id(id), text: words(key))
            if cases.isEmpty {
                h(.p, text: words("remedy.none_open"))
            } else {
                table(cases, caption: words(key), to: &h)
            }
        }
    }

    private func table(_ cases: [GrievanceCase], caption: String, to h: inout HTML) {
        let (words, say, visit) = (visit.words, self.say, self.visit)
        PlainTable<GrievanceCase>(
            words: words,
            caption: caption,
            items: cases,
            columns: [
                .init("remedy.case") { one, h in
                    h(
                        .a,
                        .href(visit.path("/grievances/\(one.id)")),
                        text: words("remedy.number", ["number": "\(one.id)"])
                    )
                },
                .init("remedy.urgency") { one, h in
                    if one.glimpse.isUrgent { h(.span, .class("tag tag-urgent"), text: words("remedy.urgent")) }
                    if one.glimpse.overdue > 0 {
                        h(.span, .class("tag tag-failed"), text: words.plural("remedy.overdue", one.glimpse.overdue))
                    }
                },
                .text("remedy.about") { one in
                    one.glimpse.categories.compactMap { one.table[$0]?.label[say.language] }.joined(separator: ", ")
                },
                .text("remedy.step") { $0.glimpse.step?.label[say.language] ?? "" },
                .text("remedy.body") { one in one.glimpse.ended == nil ? say.name(one.glimpse.acting) : "" },
                .text("remedy.due") { one in
                    one.glimpse.ended.map { say.day($0) } ?? say.due(one.glimpse.due, overdue: 0)
                },
                .text("remedy.lodged") { say.day($0.glimpse.lodged) },
            ]
        )
        .write(to: &h)
    }
}

/// How many complaints wait with each body, and since when.
struct QueueTable {
    let words: Words
    let say: RemedyWords
    let queues: [QueueAge]

    func write(to h: inout HTML) {
        let (words, say) = (self.words, self.say)
        PlainTable<QueueAge>(
            words: words,
            caption: words("remedy.queues"),
            items: queues,
            columns: [
                .text("remedy.body") { say.name($0.body) },
                .init("remedy.waiting", isNumeric: true) { queue, h in h.text(words.integer(queue.waiting.count)) },
                .init("remedy.oldest", isNumeric: true) { queue, h in
                    h.text(queue.oldest.map { words.plural("remedy.value.days", $0) } ?? "–")
                },
                .init("remedy.median", isNumeric: true) { queue, h in h.text(queue.median?.description ?? "–") },
                .init("remedy.late", isNumeric: true) { queue, h in h.text(words.integer(queue.overdue.count)) },
                .init("remedy.elsewhere", isNumeric: true) { queue, h in h.text(words.integer(queue.elsewhere.count)) },
            ]
        )
        .write(to: &h)
    }
}
