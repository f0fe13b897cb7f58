internal import Hummingbird
internal import Store

/// What a person was told, and what they want to be told.
struct NoticesPage: Sendable {
    let visit: Visit
    let lines: [NoticeWords.Line]
    let choices: NoticeChoices

    static func respond(_ visit: Visit) async throws -> Response {
        let store = visit.services.store
        let notices = try await store.notices(of: visit.reader, limit: 100)
        return NoticesPage(
            visit: visit,
            lines: try await visit.services.noticeWords(visit.words).lines(notices, as: visit.reader, store),
            choices: try await store.noticeChoices(of: visit.reader)
        )
        .response
    }

    static func markRead(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        try await visit.services.store.markNoticesRead(form["notice"].flatMap { Int64($0) }, by: visit.reader)
        return Redirect.afterForm(to: visit.path("/notifications"))
    }

    static func choose(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        guard let severity = Int(try form.need("severity")) else { throw SiteError(.badRequest) }
        var choices = NoticeChoices(severity: severity)
        for event in Notice.Event.allCases {
            guard let timing = Notice.Timing(rawValue: try form.need(event.rawValue)) else {
                throw SiteError(.badRequest)
            }
            choices.timing[event] = timing
        }
        try await visit.services.store.setNoticeChoices(choices, by: visit.reader)
        return visit.confirm("done.choices", at: "/notifications")
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.notifications")
        return PageFrame(visit: visit, title: title, section: "/notifications", hasForm: true).response { h, token in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("notices.about"))
            guard visit.reader.person != nil else {
                EmptyState(title: words("notices.nobody.title"), advice: words("notices.nobody.advice")).write(to: &h)
                return
            }
            if lines.isEmpty {
                EmptyState(title: words("notices.empty.title"), advice: words("notices.empty.advice")).write(to: &h)
            } else {
                list(token: token, to: &h)
            }
            form(token: token, to: &h)
        }
    }

    private func list(token: String, to h: inout HTML) {
        let words = visit.words
        h(.div, .class("actions")) { h in
            if lines.contains(where: { !$0.notice.isRead }) {
                PostForm(visit: visit, action: "/notifications/read", token: token, css: "inline").write(to: &h) { h in
                    h(.button, .type("submit"), .class("quiet-button"), text: words("notices.read_all"))
                }
            }
            h(
                .a,
                .class("button quiet-button"),
                .href(visit.path("/notifications/digest")),
                text: words("notices.digest")
            )
        }
        h(.ul, .class("notices")) { h in
            for line in lines { h(.li, line.notice.isRead ? nil : .class("new")) { h in item(line, token, to: &h) } }
        }
    }

    private func item(_ line: NoticeWords.Line, _ token: String, to h: inout HTML) {
        let words = visit.words
        h(.p) { h in
            if !line.notice.isRead { h(.strong, .class("tag tag-open"), text: words("notices.new")) }
            h.text(" ")
            if let path = line.path {
                h(.a, .href(visit.path(path)), text: line.text)
            } else {
                h(.span, text: line.text)
            }
            h(.small, .class("quiet"), text: " " + words.time(line.notice.at))
        }
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("choices")) { h in
            h(.h2, text: words("notices.choices"))
            h(.p, text: words("notices.choices_about"))
            PostForm(visit: visit, action: "/notifications/choices", token: token).write(to: &h) { h in
                let parts = FormParts(words: words, prefix: "choice-")
                for event in Notice.Event.allCases {
                    parts.choice(
                        event.rawValue,
                        label: "notices.event.\(event.rawValue)",
                        options: Notice.Timing.allCases.map { ($0.rawValue, words("notices.timing.\($0.rawValue)")) },
                        chosen: choices.timing(of: event).rawValue,
                        to: &h
                    )
                }
                parts.choice(
                    "severity",
                    label: "notices.severity",
                    options: (1...5).map { ("\($0)", words.token("severity", "\($0)")) },
                    chosen: "\(choices.severity)",
                    to: &h
                )
                parts.button("notices.keep", to: &h)
            }
        }
    }
}

/// The digest as a page: what is new, by event.
enum DigestPage {
    static func respond(_ visit: Visit) async throws -> Response {
        let store = visit.services.store
        let words = visit.words
        let notices = try await store.notices(of: visit.reader, onlyUnread: true)
        let lines = try await visit.services.noticeWords(words).lines(notices, as: visit.reader, store)
        let frame = PageFrame(visit: visit, title: words("notices.digest"), section: "/notifications")
        return frame.response { h, _ in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/notifications")), text: words("nav.notifications"))
            }
            h(.h1, text: words("notices.digest"))
            if lines.isEmpty {
                EmptyState(title: words("notices.empty.title"), advice: words("notices.empty.advice")).write(to: &h)
            }
            for event in Notice.Event.allCases {
                let own = lines.filter { $0.notice.event == event }
                guard !own.isEmpty else { continue }
                h(.section, .class("panel")) { h in
                    h(.h2, text: words("notices.event.\(event.rawValue)"))
                    h(.ul, .class("plain-list")) { h in
                        for line in own {
                            h(.li) { h in
                                if let path = line.path {
                                    h(.a, .href(visit.path(path)), text: line.text)
                                } else {
                                    h.text(line.text)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

extension SiteServices {
    /// Says notices in the words of a language.
    func noticeWords(_ words: Words) -> NoticeWords {
        NoticeWords(words: words, rules: Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
    }
}
