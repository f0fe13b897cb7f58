internal import Community
internal import Store
internal import Vocabulary

/// An opened hand-over with what its page shows beside it.
struct HandoverView: Sendable {
    let opened: OpenedHandover
    /// What the visitor's organisation has answered the reporter; nil where it cannot answer.
    let answers: [ThreadEntry]?
}

/// Answering the reporter, for the organisation that has taken what was handed over.
struct HandedThreadPanel: Sendable {
    let visit: Visit
    let handover: Int64
    let view: HandoverView
    let token: String
    /// What was sent in and not taken.
    let typed: String

    func write(to h: inout HTML) {
        let words = visit.words
        guard let answers = view.answers else { return }
        h(.section, .class("panel"), .id("reply"), .ariaLabelledBy("reply-title")) { h in
            h(.h2, .id("reply-title"), text: words("handover.reply"))
            guard view.opened.content.report.uses.contains(.refer) else {
                h(.p, text: words("inbox.fault.not_allowed"))
                return
            }
            h(.p, .class("quiet"), text: words("handover.reply_about"))
            for answer in answers {
                MessageView(
                    isAnswer: true,
                    above: [answer.day.map { words.date($0.text) } ?? ""],
                    text: answer.text,
                    instead: words("thread.closed_to_you")
                ).write(to: &h)
            }
            PostForm(visit: visit, action: "/inbox/handed/\(handover)", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("reply"))
                MessageBox(words: words, label: "inbox.answer", button: "inbox.send", typed: typed).write(to: &h)
            }
        }
    }
}
