internal import Community
internal import Formats
internal import Vocabulary

/// Which other reports tell of the same matter, and which may, with the reasons one by one.
struct SameMatterPanel: Sendable {
    let visit: Visit
    let report: Int64
    let weighing: ReportWeighing
    let token: String

    private var words: Words { visit.words }

    func write(to h: inout HTML) {
        h(.section, .class("panel"), .id("same")) { h in
            h(.h2, text: words("same.title"))
            if weighing.cluster.isEmpty {
                h(.p, text: words("same.none"))
            } else {
                h(.p, text: words.plural("same.cluster", weighing.cluster.count + 1))
                h(.ul, .class("plain")) { h in for number in weighing.cluster { h(.li) { h in link(number, to: &h) } } }
            }
            guard !weighing.similar.isEmpty else { return }
            h(.h3, text: words("same.proposed"))
            h(.p, .class("quiet"), text: words("same.about"))
            for similar in weighing.similar { proposal(similar, to: &h) }
        }
    }

    private func link(_ number: Int64, to h: inout HTML) {
        h(.a, .href(visit.path("/inbox/\(number)")), text: words("inbox.number", ["number": "\(number)"]))
    }

    private func proposal(_ similar: SimilarReport, to h: inout HTML) {
        h(.div, .class("attachment")) { h in
            h(.p) { h in
                link(similar.number, to: &h)
                h.text(": \(reasons(similar.resemblance).joined(separator: "; "))")
            }
            let name = words("inbox.number", ["number": "\(similar.number)"])
            for (act, key) in [("same", "same.yes"), ("different", "same.no")] {
                PostForm(visit: visit, action: "/inbox/\(report)", token: token).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("do"), .value(act))
                    h(.input, .type("hidden"), .name("other"), .value(Hexadecimal.text(similar.report)))
                    h(.div, .class("actions")) { h in
                        h(
                            .button,
                            .type("submit"),
                            .class("quiet-button"),
                            .ariaLabel("\(words(key)): \(name)"),
                            text: words(key)
                        )
                    }
                }
            }
        }
    }

    private func reasons(_ found: Resemblance) -> [String] {
        var reasons: [String] = []
        if let share = found.textShare {
            reasons.append(words("same.text", ["share": words.roundShare(partsPerMillion: Int(share * 1_000_000))]))
        }
        reasons.append(words(found.isSameCategory ? "same.category" : "same.other_category"))
        if let metres = found.distance {
            reasons.append(words("same.distance", ["metres": words.integer(Int(metres))]))
        }
        if let share = found.placeShare {
            reasons.append(words("same.place", ["share": words.roundShare(partsPerMillion: Int(share * 1_000_000))]))
        }
        if let fits = found.canBeSameTime { reasons.append(words(fits ? "same.time" : "same.other_time")) }
        reasons.append(words.plural("same.days", found.daysApart))
        return reasons
    }
}
