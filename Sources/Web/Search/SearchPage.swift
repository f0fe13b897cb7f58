internal import Hummingbird
internal import Store
internal import Vocabulary

/// What was found, by kind; or one kind, page by page.
struct SearchPage {
    let visit: Visit
    let text: String
    let kind: SearchKind?
    let answer: SearchAnswer

    /// So many of each kind are shown where all kinds are.
    private static let groupLength = 5
    private static let pageLength = 25
    private static let passageLength = 220

    static func respond(_ visit: Visit) async throws -> Response {
        let text = visit.query["q"] ?? ""
        let kind = visit.query["kind"].flatMap { SearchKind(rawValue: $0) }
        let answer = try await visit.services.search.answer(
            to: SearchQuestion(text, kind: kind),
            in: visit.language,
            as: visit.reader
        )
        return SearchPage(visit: visit, text: text, kind: kind, answer: answer).response
    }

    /// The question as it is shown: as much of it as was looked for.
    private var shownText: String {
        let cut = String(decoding: text.utf8.prefix(120), as: UTF8.self)
        return cut.utf8.count < text.utf8.count ? cut + "…" : cut
    }

    private var response: Response {
        let words = visit.words
        let title = text.isEmpty ? words("search.title") : words("search.title_of", ["words": shownText])
        return PageFrame(visit: visit, title: title).response { h, _ in
            h(.h1, text: title)
            if text.isEmpty {
                help(to: &h)
            } else if answer.counts.isEmpty {
                nothing(to: &h)
            } else {
                summary(to: &h)
                kinds(to: &h)
                if kind == nil { groups(to: &h) } else { list(to: &h) }
            }
        }
    }

    /// The same question with another kind.
    private func path(kind: SearchKind?) -> String {
        visit.query.setting("page", to: nil).setting("kind", to: kind?.rawValue).encoded
    }

    private func count(_ count: SearchCount) -> String {
        let number = visit.words.integer(count.count)
        return count.isMore ? visit.words("value.more_than", ["number": number]) : number
    }

    private func summary(to h: inout HTML) {
        let words = visit.words
        if let correction = answer.correction {
            h(.p, .class("correction")) { h in
                h.text(words("search.did_you_mean") + " ")
                let query = visit.query.setting("page", to: nil).setting("q", to: correction).encoded
                h(.a, .href(visit.path("/search\(query)"))) { h in h(.bdi, text: correction) }
            }
        }
        if answer.isPartial { h(.p, .class("notice"), text: words("search.partial")) }
        if !answer.isComplete { h(.p, .class("notice"), text: words("search.incomplete")) }
        h(.div, .class("list-head")) { h in
            let total = answer.counts.reduce(0) { $0 + $1.count }
            let isMore = answer.counts.contains(where: \.isMore)
            h(
                .p,
                .role("status"),
                text: isMore
                    ? words("search.count_more", ["count": words.integer(total)])
                    : words.plural("search.count", total)
            )
            h(.p, .class("exports")) { h in
                h.text(words("search.export"))
                for format in ["csv", "json"] {
                    h.text(" ")
                    h(
                        .a,
                        .href("/api/v1/search.\(format)\(visit.query.setting("page", to: nil).encoded)"),
                        text: words("export.\(format)")
                    )
                }
            }
        }
    }

    private func kinds(to h: inout HTML) {
        let words = visit.words
        h(.nav, .class("kinds"), .ariaLabel(words("search.kinds"))) { h in
            h(.ul) { h in
                h(.li) { h in
                    h(
                        .a,
                        .href(visit.path("/search\(path(kind: nil))")),
                        kind == nil ? .ariaCurrent("true") : nil,
                        text: words("search.all_kinds")
                    )
                }
                for found in answer.counts {
                    h(.li) { h in
                        h(
                            .a,
                            .href(visit.path("/search\(path(kind: found.kind))")),
                            kind == found.kind ? .ariaCurrent("true") : nil
                        ) { h in
                            h.text(words.token("search.kind", found.kind.rawValue) + " ")
                            h(.span, .class("quiet"), text: count(found))
                        }
                    }
                }
            }
        }
    }

    private func groups(to h: inout HTML) {
        let words = visit.words
        for found in answer.counts {
            let hits = answer.hits.lazy.filter { $0.kind == found.kind }.prefix(Self.groupLength)
            let name = words.token("search.kind", found.kind.rawValue)
            h(.section, .class("panel")) { h in
                h(.h2, text: name)
                h(.ol, .class("hits")) { h in
                    for hit in hits { write(hit, to: &h) }
                }
                if found.count > Self.groupLength {
                    h(.p) { h in
                        h(
                            .a,
                            .href(visit.path("/search\(path(kind: found.kind))")),
                            text: words("search.all_of", ["kind": name, "count": count(found)])
                        )
                    }
                }
            }
        }
    }

    private func list(to h: inout HTML) {
        let words = visit.words
        guard !answer.hits.isEmpty else { return nothing(to: &h) }
        let last = (answer.hits.count + Self.pageLength - 1) / Self.pageLength
        let page = min(max(visit.query["page"].flatMap { Int($0) } ?? 1, 1), last)
        h(.section, .class("panel"), .ariaLabel(words("search.results"))) { h in
            h(.ol, .class("hits"), Attribute("start", String((page - 1) * Self.pageLength + 1))) { h in
                for hit in answer.hits.dropFirst((page - 1) * Self.pageLength).prefix(Self.pageLength) {
                    write(hit, to: &h)
                }
            }
        }
        guard last > 1 else { return }
        h(.nav, .class("pager"), .ariaLabel(words("list.pages"))) { h in
            for (number, key, rel) in [(page - 1, "list.previous", "prev"), (page + 1, "list.next", "next")] {
                if rel == "next" {
                    let values = ["page": words.integer(page), "last": words.integer(last)]
                    h(.span, text: words.fill(words("list.page_of")) { values[String($0)] })
                }
                guard (1...last).contains(number) else { continue }
                let query = visit.query.setting("page", to: String(number)).encoded
                h(.a, .class("button"), .href(visit.path("/search\(query)")), .rel(rel), text: words(key))
            }
        }
    }

    private func write(_ hit: SearchHit, to h: inout HTML) {
        h(.li) { h in
            h(.p, .class("hit")) { h in
                if let place = hit.place {
                    h(.a, .href(visit.path(place))) { h in mark(hit.title, to: &h) }
                } else {
                    mark(hit.title, to: &h)
                }
                for detail in details(of: hit) {
                    h.text(" ")
                    h(.span, .class("quiet"), text: "· \(detail)")
                }
            }
            for passage in hit.passages {
                h(.p, .class("passage")) { h in
                    h(.span, .class("quiet"), text: label(passage.field) + ": ")
                    mark(passage, to: &h)
                    why(passage, to: &h)
                }
            }
            if hit.passages.isEmpty, hit.title.likeness != .exact {
                h(.p, .class("passage")) { h in why(hit.title, to: &h) }
            }
        }
    }

    private func mark(_ passage: SearchHit.Passage, to h: inout HTML) {
        h(.bdi) { h in
            for piece in passage.pieces(atMost: Self.passageLength) {
                if piece.isMarked { h(.mark, text: piece.text) } else { h.text(piece.text) }
            }
        }
    }

    /// Says why a text matches where the eye does not see it.
    private func why(_ passage: SearchHit.Passage, to h: inout HTML) {
        guard let likeness = passage.likeness, likeness == .slip || likeness == .sound else { return }
        h.text(" ")
        h(.small, .class("quiet"), text: visit.words("search.why.\(likeness.rawValue)"))
    }

    private func label(_ field: String) -> String {
        switch field {
        case "about", "title", "excerpt": visit.words("search.field.\(field)")
        default: visit.words("column.\(field)")
        }
    }

    private func details(of hit: SearchHit) -> [String] {
        let words = visit.words
        return hit.shown.sorted { $0.key < $1.key }.compactMap { column, value in
            switch column {
            case "date": words.date(value)
            case "country": CountryCode(value).flatMap(visit.services.lexicon.name)?[visit.language] ?? value
            case "kind":
                words.token(hit.kind == .record ? "kind" : "\(hit.kind.rawValue).kind", value)
            case "activity": words.token("licence.activity", value)
            case "code": words.token("quarantine.code", value)
            case "file_name": value
            case "subject_kind": words.token("subject", value)
            default: nil
            }
        }
    }

    private func nothing(to h: inout HTML) {
        let words = visit.words
        EmptyState(title: words("search.nothing.title"), advice: words("search.nothing.advice")).write(to: &h)
        if !answer.isComplete { h(.p, .class("notice"), text: words("search.incomplete")) }
        help(to: &h)
    }

    private func help(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel prose")) { h in
            h(.h2, text: words("search.help.title"))
            h(.ul) { h in
                for key in ["names", "numbers", "slips", "kinds", "keys"] {
                    h(.li, text: words("search.help.\(key)"))
                }
            }
        }
    }
}
