internal import Assessment
internal import GRDB
internal import Hummingbird
internal import Store

/// The assessment that goes on or was made last, and the button for another one.
struct AssessPage: Sendable {
    let visit: Visit
    let last: ListRow?

    static func respond(_ visit: Visit) async throws -> Response {
        let last = try await visit.services.store.read(as: visit.reader) { db in
            try Row.fetchOne(db, sql: "SELECT started_at, seconds, findings FROM assessment ORDER BY id DESC LIMIT 1")
                .map(ListRow.init)
        }
        return AssessPage(visit: visit, last: last).response
    }

    private var response: Response {
        let words = visit.words
        let state = visit.services.assessments.state
        let isRunning = if case .running = state { true } else { false }
        let frame = PageFrame(
            visit: visit,
            title: words("nav.assess"),
            scripts: isRunning ? [.steps] : [],
            section: "/assess",
            hasForm: true
        )
        return frame.response { h, token in
            h(.h1, text: words("nav.assess"))
            h(.p, .class("lead"), text: words("assess.about"))
            switch state {
            case .running(let progress): running(progress, to: &h)
            case .done(let summary, let time): done(summary, at: words.time(FactStore.timestamp(time)), to: &h)
            case .failed(let time):
                h(.p, .class("notice"), text: words("assess.failed", ["time": words.time(FactStore.timestamp(time))]))
            case .idle: lastOne(to: &h)
            }
            guard !isRunning else { return }
            PostForm(visit: visit, action: "/assess", token: token).write(to: &h) { h in
                FormParts(words: words).button("assess.start", to: &h)
            }
        }
    }

    private func running(_ progress: AssessmentProgress, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel steps-live"), Attribute("data-poll", "/api/v1/assessment")) { h in
            h(.p, .class("live-text"), .role("status"), text: words("assess.running"))
            h(
                .progress,
                .ariaLabel(words("assess.running")),
                Attribute("max", String(max(progress.total, 1))),
                .value(String(progress.done))
            )
            h(.p) { h in h(.a, .class("button"), .href(visit.path("/assess")), text: words("import.look_again")) }
        }
    }

    private func done(_ summary: AssessmentSummary, at time: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .role("status")) { h in
            h(.h2, text: words("assess.done", ["time": time]))
            h(.ul) { h in
                h(.li, text: words.plural("assess.added", summary.added))
                h(.li, text: words.plural("assess.removed", summary.removed))
                if !summary.ruleErrors.isEmpty { h(.li, text: words.plural("assess.errors", summary.ruleErrors.count)) }
            }
            h(.p) { h in
                h(.a, .class("button"), .href(visit.path("/findings?verdict=open")), text: words("nav.findings"))
            }
        }
    }

    private func lastOne(to h: inout HTML) {
        let words = visit.words
        guard let last, let time = last.text("started_at") else {
            EmptyState(title: words("assess.none.title"), advice: words("assess.none.advice")).write(to: &h)
            return
        }
        h(.p, text: words("assess.last", ["time": words.time(time)]))
    }
}

/// How the assessment stands, for the script of its page.
enum AssessmentRoute {
    static let route = APIRoute(
        path: "/assessment",
        id: "get_assessment",
        summary: "How far the running assessment is.",
        needs: .capability(.assess)
    ) { services, _, _ in
        let state = services.assessments.state
        let (name, done, total): (String, Int, Int) =
            switch state {
            case .idle: ("idle", 0, 0)
            case .running(let progress): ("running", progress.done, progress.total)
            case .done: ("done", 1, 1)
            case .failed: ("failed", 0, 0)
            }
        return JSONAnswer.response(
            .object(["state": .string(name), "done": .integer(done), "total": .integer(total)])
        )
    }
}
