internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// Commitments with who owes them, until when, and what became of them.
struct CommitmentTable {
    let visit: Visit
    let say: RemedyWords
    let commitments: [CommitmentCase]

    static func key(_ state: CommitmentState.Public) -> String { "remedy.promise.\(state.rawValue)" }

    static func css(_ state: CommitmentState.Public) -> String {
        switch state {
        case .kept, .keptLate: "tag-active"
        case .late, .reported, .disputed: "tag-open"
        case .broken: "tag-failed"
        case .open, .withdrawn: "tag-left"
        }
    }

    func write(to h: inout HTML) {
        let (words, say, visit) = (visit.words, self.say, self.visit)
        PlainTable<CommitmentCase>(
            words: words,
            caption: words("remedy.promises"),
            items: commitments,
            columns: [
                .init("remedy.promise") { one, h in
                    h(.a, .href(visit.path("/dialogue/commitments/\(one.id)"))) { h in h(.bdi, text: one.cover.title) }
                },
                .init("remedy.standing") { one, h in
                    if let state = one.state {
                        h(.span, .class("tag \(Self.css(state))"), text: words(Self.key(state)))
                    }
                },
                .text("remedy.owner") { say.name($0.owner) },
                .text("remedy.due") { one in
                    let earlier = one.file.state.earlier.first.map {
                        words("remedy.first_due", ["day": say.day($0.due)])
                    }
                    return say.day(one.file.state.due) + (earlier.map { " · \($0)" } ?? "")
                },
                .text("remedy.site") { $0.cover.site ?? "" },
            ]
        )
        .write(to: &h)
    }
}
