internal import GRDB
internal import Hummingbird
internal import Store

/// How far an import is, and what came of it.
struct ImportJobPage {
    let visit: Visit
    let job: String
    let progress: ImportStatus
    /// The faults found, with how often each, the most frequent first.
    let reasons: [ListRow]

    static func respond(_ visit: Visit, job: String) async throws -> Response {
        guard let progress = await visit.services.progress(of: job, for: visit.reader) else {
            throw SiteError(.notFound)
        }
        let reasons: [ListRow] =
            if let receipt = progress.receipt, progress.quarantined > 0 {
                try await visit.services.store.read(as: visit.reader) { db in
                    try SituationQuery.fetch(
                        db,
                        columns: [ListColumn("code"), ListColumn("count", .integer, sql: "count(*)")],
                        tail: "FROM quarantine WHERE receipt_id = ? GROUP BY code ORDER BY count(*) DESC, code",
                        arguments: [receipt]
                    )
                }
            } else {
                []
            }
        return ImportJobPage(visit: visit, job: job, progress: progress, reasons: reasons).response
    }

    private var isRunning: Bool { progress.state == .running }

    var response: Response {
        let words = visit.words
        let title = words("import.heading.\(progress.state.rawValue)")
        let frame = PageFrame(visit: visit, title: title, scripts: isRunning ? [.live] : [], section: "/import")
        return frame.response { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: progress.fileName)
            h(
                .section,
                .class("panel live"),
                Attribute("data-poll", "/api/v1/imports/\(URLCoding.encode(job))"),
                Attribute("data-left", words("import.left")),
                Attribute("data-rate", words("import.rate"))
            ) { h in
                h(.p) { h in
                    let state = progress.state.rawValue
                    h(.span, .class("tag tag-\(state)"), text: words.token("import.state", state))
                }
                h(
                    .progress,
                    .ariaLabel(words("import.progress")),
                    Attribute("max", String(max(progress.bytesTotal, 1))),
                    .value(String(progress.bytesDone))
                )
                h(
                    .p,
                    .class("live-text"),
                    Attribute("aria-live", "polite"),
                    text: words(
                        "import.bytes",
                        [
                            "done": words.bytes(progress.bytesDone), "total": words.bytes(progress.bytesTotal),
                        ]
                    )
                )
                counts(to: &h)
                if isRunning {
                    h(.p) { h in
                        h(
                            .a,
                            .class("button"),
                            .href(visit.path("/import/\(URLCoding.encode(job))")),
                            text: words("import.look_again")
                        )
                    }
                }
            }
            if !reasons.isEmpty { faults(to: &h) }
            next(to: &h)
        }
    }

    private func faults(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("import.reasons"))
            h(.ul) { h in
                for reason in reasons {
                    let code = reason.text("code") ?? ""
                    let receipt = progress.receipt.map { "&receipt=\($0)" } ?? ""
                    h(.li) { h in
                        h(
                            .a,
                            .href(visit.path("/quarantine?code=\(URLCoding.encode(code))\(receipt)")),
                            text: words.token("quarantine.code", code)
                        )
                        h.text(" (\(words.integer(reason.integer("count") ?? 0)))")
                        if words.has("quarantine.advice.\(code)") {
                            h(.br)
                            h(.small, text: words("quarantine.advice.\(code)"))
                        }
                    }
                }
            }
        }
    }

    private func counts(to h: inout HTML) {
        let words = visit.words
        h(.dl, .class("particulars counts")) { h in
            for (name, count) in [
                ("accepted", progress.accepted), ("duplicates", progress.duplicates),
                ("corrections", progress.corrections), ("quarantined", progress.quarantined),
            ] {
                h(.div) { h in
                    h(.dt, text: words("import.\(name)"))
                    h(.dd, Attribute("data-count", name), text: words.integer(count))
                }
            }
        }
    }

    private func next(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("import.next"))
            h(.ul) { h in
                h(.li) { h in
                    h(
                        .a,
                        .href(visit.path("/quarantine?state=open")),
                        text: words.plural("import.see_quarantine", progress.quarantined)
                    )
                }
                h(.li) { h in h(.a, .href(visit.path("/records")), text: words("import.see_records")) }
                h(.li) { h in h(.a, .href(visit.path("/import")), text: words("import.another")) }
            }
        }
    }
}
